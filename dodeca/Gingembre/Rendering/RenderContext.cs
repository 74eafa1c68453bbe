using System.Text;
using Gingembre.Syntax;

namespace Gingembre.Rendering;

/// <summary>One rendering: where it is, what names mean there, and what it may still use up.</summary>
internal sealed class RenderContext
{
    private readonly CancellationToken _cancellation;
    private StringBuilder _output = new();
    private long _steps;
    private int _written;
    private int _depth;

    internal RenderContext(TemplateEngine engine, Template template, Scope root, CancellationToken cancellation)
    {
        Engine = engine;
        Template = template;
        Root = root;
        Scope = root;
        Escapes = engine.Options.Escapes(template.Name);
        _cancellation = cancellation;
    }

    internal TemplateEngine Engine { get; }

    internal TemplateOptions Options => Engine.Options;

    /// <summary>The template whose statements run, for messages.</summary>
    internal Template Template { get; set; }

    /// <summary>What was given to the rendering as a whole.</summary>
    internal Scope Root { get; }

    internal Scope Scope { get; set; }

    /// <summary>Whether what is printed is escaped.</summary>
    internal bool Escapes { get; set; }

    /// <summary>The template that this one extends; null where none was named yet.</summary>
    internal Template? Parent { get; set; }

    /// <summary>The blocks by their names, each with those that it overrides behind it.</summary>
    internal Dictionary<string, List<BoundBlock>> Blocks { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The block that is rendered: which, and how far from the one that overrides all others.</summary>
    internal (string Name, int Level)? Block { get; set; }

    /// <summary>Whether statements that stand outside of blocks print nothing: their template extends another.</summary>
    internal bool IsMuted => Parent is not null && Block is null;

    internal void Write(string text)
    {
        if (IsMuted)
            return;
        _written += text.Length;
        if (_written > Options.MaxOutput)
            throw new TemplateException($"the output has more than {Options.MaxOutput} characters (MaxOutput)");
        _output.Append(text);
    }

    /// <summary>Writes a value as it is printed here.</summary>
    internal void Print(Value value)
    {
        string text = ValueText.Print(value);
        bool isPlain = !Escapes || value.IsSafe || value.Kind is ValueKind.Integer or ValueKind.Float or ValueKind.Boolean or ValueKind.None or ValueKind.Undefined;
        Write(isPlain ? text : HtmlText.Escape(text));
    }

    /// <summary>What was written since the last look, which begins anew.</summary>
    internal string TakeOutput()
    {
        string text = _output.ToString();
        _output.Clear();
        return text;
    }

    /// <summary>What something writes, which is not written.</summary>
    internal string Capture(Action write)
    {
        StringBuilder outer = _output;
        int written = _written;
        _output = new StringBuilder();
        try
        {
            write();
            return _output.ToString();
        }
        finally
        {
            _output = outer;
            _written = written;
        }
    }

    /// <summary>What something returns in a scope of its own.</summary>
    internal T InScope<T>(Scope scope, Func<T> work)
    {
        Scope outer = Scope;
        Scope = scope;
        try
        {
            return work();
        }
        finally
        {
            Scope = outer;
        }
    }

    /// <summary>What something returns that is nested one deeper.</summary>
    internal T Nested<T>(Func<T> work)
    {
        if (_depth >= Options.MaxDepth)
            throw new TemplateException($"includes, macros, blocks and loops are nested more than {Options.MaxDepth} deep (MaxDepth)");
        _depth++;
        try
        {
            return work();
        }
        finally
        {
            _depth--;
        }
    }

    /// <summary>Something was done; there is an end to it.</summary>
    internal void Step()
    {
        if (++_steps > Options.MaxSteps)
            throw new TemplateException($"the template has run more than {Options.MaxSteps} steps (MaxSteps); does it loop for ever?");
        if ((_steps & 0x3FF) == 0)
            _cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>What a name means; undefined where nothing does.</summary>
    internal Value Lookup(string name)
    {
        if (Scope.TryGet(name, out Value value))
            return value;
        return Engine.Globals.TryGetValue(name, out value) ? value : Value.Undefined;
    }

    /// <summary>Renders statements; what ends a loop ends these as well.</summary>
    internal Flow Render(IReadOnlyList<Statement> statements)
    {
        foreach (Statement statement in statements)
        {
            Step();
            Flow flow = statement.Render(this);
            if (flow != Flow.Next)
                return flow;
        }

        return Flow.Next;
    }

    /// <summary>Adds the blocks of a template behind those that override them.</summary>
    internal void AddBlocks(Template template)
    {
        foreach ((string name, BlockStatement block) in template.Blocks)
        {
            if (!Blocks.TryGetValue(name, out List<BoundBlock>? chain))
                Blocks.Add(name, chain = []);
            chain.Add(new BoundBlock(template, block));
        }
    }

    /// <summary>Renders a template in this context, and what it extends.</summary>
    internal void RenderTemplate(Template template)
    {
        (Template outerTemplate, Template? outerParent, Dictionary<string, List<BoundBlock>> outerBlocks, (string, int)? outerBlock, bool escapes) = (Template, Parent, Blocks, Block, Escapes);
        (Parent, Blocks, Block) = (null, new(StringComparer.Ordinal), null);
        try
        {
            HashSet<Template> seen = [];
            for (Template? next = template; next is not null; next = Parent)
            {
                if (!seen.Add(next))
                    throw new TemplateException($"'{next.Name}' extends itself");
                (Template, Parent) = (next, null);
                Escapes = Options.Escapes(next.Name);
                AddBlocks(next);
                Nested(() => Render(Template.Statements));
            }
        }
        finally
        {
            (Template, Parent, Blocks, Block, Escapes) = (outerTemplate, outerParent, outerBlocks, outerBlock, escapes);
        }
    }

    /// <summary>Renders a block, or one that it overrides.</summary>
    internal void RenderBlock(string name, int level, Scope scope)
    {
        BoundBlock bound = Blocks[name][level];
        (Template template, (string, int)? block) = (Template, Block);
        (Template, Block) = (bound.Template, (name, level));
        try
        {
            Nested(() => InScope(new Scope(scope), () => Render(bound.Block.Body)));
        }
        finally
        {
            (Template, Block) = (template, block);
        }
    }

    /// <summary>An error at a place of the template that runs.</summary>
    internal TemplateException Error(string reason, Span span, string? help = null) => new(reason, Template.Name, Template.Source, span, help);
}

/// <summary>A block and the template that it stands in.</summary>
internal sealed record BoundBlock(Template Template, BlockStatement Block);

/// <summary>Where a loop goes on.</summary>
internal enum Flow
{
    /// <summary>With the next statement.</summary>
    Next,

    /// <summary>With the next item.</summary>
    Continue,

    /// <summary>Behind it.</summary>
    Break,
}
