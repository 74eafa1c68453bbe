using System.Text.Json;
using Cells.Images.Schemas;

namespace Cells.Images.Dynamic;

/// <summary>Messages of fixed layout.</summary>
internal sealed partial class JsonToImage
{
    private void WriteFixed(ValueSchema type, int at, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw _path.Unexpected(type, json);
        MessageSchema message = type.Message!;
        JsonElement?[] given = Given(message, json);
        for (int i = 0; i < given.Length; i++)
        {
            MemberSchema member = message.Members[i];
            int before = _path.Enter(member.Name);
            int place = at + message.Fixed.Offsets[i];
            WriteMember(member, at, place, given[i], isZero: false);
            FixedJson.ToMemory(member.Type, _image.At(place, member.Type.Slot.Bytes));
            _path.Leave(before);
        }
    }
}
