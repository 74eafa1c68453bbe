namespace Gingembre;

/// <summary>A function of the host's, or of the engine's.</summary>
internal sealed class FunctionObject(string name, Func<CallArguments, Value> function) : TemplateObject
{
    public override string TypeName => $"function {name}";

    public override bool CanBeCalled => true;

    public override Value Call(CallArguments arguments) => function(arguments);
}
