using System.Runtime.InteropServices;

namespace Gingembre.Rendering;

/// <summary>What a filter or a test may ask of where it is applied.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct CallScope
{
    private readonly RenderContext _context;

    internal CallScope(RenderContext context) => _context = context;

    /// <summary>Whether what is printed there is escaped.</summary>
    public bool Escapes => _context.Escapes;

    /// <summary>The engine.</summary>
    public TemplateEngine Engine => _context.Engine;

    /// <summary>Applies a filter by its name.</summary>
    /// <exception cref="TemplateException">There is none.</exception>
    public Value Filter(string name, Value value, CallArguments arguments)
    {
        Filter filter = Engine.Filters.Find(name) ?? throw new TemplateException($"there is no filter '{name}'", Advice.For(name, Engine.Filters.Names));
        return filter(value, arguments, this);
    }

    /// <summary>Applies a test by its name.</summary>
    /// <exception cref="TemplateException">There is none.</exception>
    public bool Test(string name, Value value, CallArguments arguments)
    {
        Test test = Engine.Tests.Find(name) ?? throw new TemplateException($"there is no test '{name}'", Advice.For(name, Engine.Tests.Names));
        return test(value, arguments, this);
    }
}
