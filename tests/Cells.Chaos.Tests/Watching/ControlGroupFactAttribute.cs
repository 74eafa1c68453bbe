using Cells.Nucleus.Supervision;

namespace Cells.Chaos.Watching;

/// <summary>A test that needs to make control groups, which only root may where they were not delegated.</summary>
internal sealed class ControlGroupFactAttribute : FactAttribute
{
    public ControlGroupFactAttribute()
    {
        if (ControlGroupTree.Controllers.Select(ControlGroupTree.OfThisProcess.WhyNot).FirstOrDefault(static why => why is not null) is { } why)
            Skip = $"No control group can be made here: {why}";
    }
}
