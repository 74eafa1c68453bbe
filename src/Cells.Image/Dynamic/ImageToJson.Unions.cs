using System.Globalization;
using Cells.Images.Codecs;
using Cells.Images.Schemas;
using Cells.Images.Values;
using Cells.Images.Views;

namespace Cells.Images.Dynamic;

internal sealed partial class ImageToJson
{
    /// <summary>What stands for a case that an open union does not declare.</summary>
    public const string UnknownKey = "$unknown";

    /// <summary>An object whose one member is named like the case.</summary>
    private void WriteUnion(UnionSchema union, ImageChild child)
    {
        CaseSchema? found = union.Find(child.Tag);
        if (found is null && (child.Tag == 0 || !union.IsOpen))
            throw UnionErrors.Undeclared(union.Name, child.Tag);

        _json.WriteStartObject();
        if (found is null)
        {
            _json.WriteNumber(UnknownKey, child.Tag);
        }
        else
        {
            _json.WritePropertyName(found.Name);
            WriteMessage(found.Message, child.Rest);
        }

        _json.WriteEndObject();
    }

    private void WriteValue(ImageChild child)
    {
        ValueCase kind = ValueLayout.CaseOf(child);
        if (kind == ValueCase.Null)
        {
            _json.WriteNullValue();
            return;
        }

        ImageBlock block = ImageBlock.Enter(child.Rest, ref _budget);
        switch (kind)
        {
            case ValueCase.Boolean:
                _json.WriteBooleanValue(block.Get<BooleanCodec, bool>(ValueLayout.ByteOffset));
                break;
            case ValueCase.Integer:
                _json.WriteNumberValue(block.Get<PlainCodec<long>, long>(ValueLayout.NumberOffset));
                break;
            case ValueCase.Double:
                WriteDouble(block.Get<PlainCodec<double>, double>(ValueLayout.NumberOffset));
                break;
            default:
                WriteContent(kind, block.Child(ValueLayout.ReferenceOffset));
                break;
        }

        _budget.Leave();
    }

    private void WriteContent(ValueCase kind, ImageChild content)
    {
        switch (kind)
        {
            case ValueCase.String:
                _budget.Spend(content.Count);
                PlainJsonString.Write(_json, PrivateText.Decode(content.Elements(1)));
                break;
            case ValueCase.Bytes:
                _budget.Spend(content.Count);
                _json.WriteStartObject();
                _json.WriteBase64String(ValueText.BytesKey, content.Elements(1));
                _json.WriteEndObject();
                break;
            case ValueCase.Array:
                _budget.Spend(content.Elements(8).Length);
                _budget.Enter();
                _json.WriteStartArray();
                for (int i = 0; i < content.Count; i++)
                    WriteValue(content.Element(i));
                _json.WriteEndArray();
                _budget.Leave();
                break;
            default:
                WriteMembers(new BlockList(content));
                break;
        }
    }

    private void WriteDouble(double number)
    {
        if (double.IsFinite(number))
        {
            _json.WriteRawValue(ValueText.Of(number), skipInputValidation: true);
            return;
        }

        _json.WriteStartObject();
        _json.WriteString(ValueText.DoubleKey, number.ToString(CultureInfo.InvariantCulture));
        _json.WriteEndObject();
    }

    private void WriteMembers(BlockList members)
    {
        string before = "";
        bool isMarked = false;
        _json.WriteStartObject();
        for (int i = 0; i < members.Count; i++)
        {
            ImageBlock member = ImageBlock.Enter(members[i], ref _budget);
            string key = TextKey.Read(member, ValueLayout.KeyOffset, ref _budget);
            if (i > 0 && TextKey.Compare(before, key) >= 0)
                ImageErrors.ThrowUnsorted();
            before = key;
            if (members.Count == 1 && key.StartsWith('$'))
            {
                isMarked = true;
                _json.WriteStartObject(ValueText.ObjectKey);
            }

            _json.WritePropertyName(key);
            WriteValue(member.Child(ValueLayout.ValueOffset));
            _budget.Leave();
        }

        if (isMarked)
            _json.WriteEndObject();
        _json.WriteEndObject();
    }
}
