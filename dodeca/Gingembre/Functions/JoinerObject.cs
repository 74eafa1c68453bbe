namespace Gingembre.Functions;

/// <summary>What <c>joiner()</c> makes: nothing the first time that it is called, a separator from then on.</summary>
internal sealed class JoinerObject(string separator) : TemplateObject
{
    private bool _wasCalled;

    public override string TypeName => "joiner";

    public override bool CanBeCalled => true;

    public override Value Call(CallArguments arguments)
    {
        bool isFirst = !_wasCalled;
        _wasCalled = true;
        return Value.Of(isFirst ? "" : separator);
    }
}
