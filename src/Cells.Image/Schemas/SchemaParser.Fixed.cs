using Cells.Images.Layout;
using Cells.Images.Schemas.Json;

namespace Cells.Images.Schemas;

/// <summary>Messages of fixed layout.</summary>
internal sealed partial class SchemaParser
{
    private const int MaxFixedDepth = 16;

    /// <summary>Whether a message's entry asks for a fixed layout.</summary>
    private static bool ParseLayout(JsonNode type)
    {
        if (type.Find("layout") is not { } layout)
            return false;
        return layout.Expect(JsonKind.String).Text == "fixed" ? true : throw layout.Position.Error($"A layout is \"fixed\"; found {layout}.");
    }

    /// <summary>Checks that messages of fixed layout are used as such, hold only what they may, and have no padding.</summary>
    private void CheckFixed()
    {
        foreach (ValueSchema reference in _references)
        {
            if (reference.Message is { } message && message.IsFixed != (reference.Kind == ValueKind.Fixed))
                throw reference.Position.Error($"The schema's type {reference.TypeName} {(message.IsFixed ? "has" : "does not have")} a fixed layout.");
        }

        var done = new HashSet<MessageSchema>();
        foreach (MessageSchema message in _types.Values.OfType<MessageSchema>())
        {
            if (message.IsFixed)
                CheckFixed(message, [], done);
        }
    }

    private static void CheckFixed(MessageSchema message, List<MessageSchema> around, HashSet<MessageSchema> done)
    {
        if (done.Contains(message))
            return;
        if (around.Contains(message))
            throw message.Position.Error($"The schema's type {message.Name} holds itself.");
        if (around.Count == MaxFixedDepth)
            throw message.Position.Error($"Messages of fixed layout stand in each other at most {MaxFixedDepth} deep.");
        around.Add(message);
        foreach (MemberSchema member in message.Members)
        {
            ValueSchema type = member.Type;
            bool isAllowed = !type.IsOptional && (type.Kind == ValueKind.Fixed || (type.Kind == ValueKind.Scalar && FixedLayout.Allows(type.Scalar)));
            if (!isAllowed)
                throw member.Position.Error($"The type {type} cannot be in a message of fixed layout.");
            if (type.Kind == ValueKind.Fixed)
                CheckFixed(type.Message!, around, done);
        }

        around.Remove(message);
        done.Add(message);
        if (message.Members.Count == 0 || message.Fixed.GapAt >= 0 || message.Fixed.Bytes > FixedLayout.MaxBytes)
            throw message.Position.Error($"The schema's type {message.Name} has padding, no members, or more than {FixedLayout.MaxBytes} bytes.");
    }

    /// <summary>A message that stands on its own, or is the case of a union.</summary>
    private MessageSchema FindBlock(string name, JsonPosition at)
    {
        MessageSchema message = Find<MessageSchema>(name, at);
        return message.IsFixed ? throw at.Error($"The schema's type {name} has a fixed layout and is no request, response or case.") : message;
    }
}
