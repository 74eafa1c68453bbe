using System.Buffers.Binary;

namespace Cells.Fuzz.Mutations;

/// <summary>Changes an image a little, where it hurts.</summary>
internal sealed class Mutator(Random random)
{
    /// <summary>Larger inputs find nothing that smaller ones do not.</summary>
    public const int MaxBytes = 4096;

    private static readonly uint[] Borders =
    [
        0, 1, 2, 3, 4, 5, 7, 8, 9, 16, 0x7F, 0x80, 0xFF, 0x100, 0x0FFF_FFFF, 0x1000_0000, 0x1FFF_FFFF, 0x2000_0000, 0x2000_0001, 0x3FFF_FFFF,
        0x4000_0000, 0x7FFF_FFFE, 0x7FFF_FFFF, 0x8000_0000, 0x8000_0008, 0xFFFF_FFF8, 0xFFFF_FFFE, 0xFFFF_FFFF,
    ];

    private static readonly byte[][] BrokenTexts = [[0x80], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC0, 0x80], [0xFF], [0xF0, 0x9F, 0x98]];

    private readonly Random _random = random;

    /// <summary>A changed copy.</summary>
    /// <param name="message">Whose image it is.</param>
    /// <param name="image">The image.</param>
    /// <param name="other">Another image of the same message, for splices.</param>
    public byte[] Mutate(Type message, byte[] image, byte[] other)
    {
        byte[] bytes = _random.Next(12) switch
        {
            0 => image[..(_random.Next(image.Length + 1))],
            1 => Splice(image, other),
            2 => Graft(message, image, other),
            3 => [.. image, .. Noise(_random.Next(1, 24))],
            _ => [.. image],
        };
        List<ImageField> fields = ImageMap.Of(message, bytes);
        for (int changes = _random.Next(4) == 0 ? _random.Next(2, 6) : 1; changes > 0 && bytes.Length > 0; changes--)
        {
            if (fields.Count > 0 && _random.Next(4) != 0)
                Change(bytes, fields[_random.Next(fields.Count)], fields);
            else
                Disturb(bytes);
        }

        return bytes.Length <= MaxBytes ? bytes : bytes[..MaxBytes];
    }

    private void Change(byte[] bytes, ImageField field, List<ImageField> fields)
    {
        switch (field.Kind)
        {
            case FieldKind.Reference:
                ChangeReference(bytes, field, fields);
                break;
            case FieldKind.Mark:
                bytes[field.At] = (byte)_random.Next(256);
                break;
            case FieldKind.SizeWord or FieldKind.Stride:
                Put(bytes, field.At, Near(Get(bytes, field.At), bytes.Length));
                break;
            case FieldKind.Text:
                byte[] broken = BrokenTexts[_random.Next(BrokenTexts.Length)];
                int at = field.At + _random.Next(field.Bytes);
                broken.AsSpan(0, Math.Min(broken.Length, field.At + field.Bytes - at)).CopyTo(bytes.AsSpan(at));
                break;
            default:
                Span<byte> scalar = bytes.AsSpan(field.At, field.Bytes);
                if (_random.Next(2) == 0)
                    _random.NextBytes(scalar);
                else
                    scalar[_random.Next(scalar.Length)] = (byte)(_random.Next(3) - 1);
                break;
        }
    }

    private void ChangeReference(byte[] bytes, ImageField field, List<ImageField> fields)
    {
        switch (_random.Next(8))
        {
            case 0:
                Put(bytes, field.At, 0);
                Put(bytes, field.At + 4, 0);
                break;
            case 1:
                Put(bytes, field.At, (uint)(_random.Next(-2, 3) * 4));
                break;
            case 2:
                // To what another reference refers to, or to the block that holds one: shared children, and cycles if backward offsets were followed.
                ImageField target = fields[_random.Next(fields.Count)];
                uint place = target.Kind == FieldKind.Reference && _random.Next(2) == 0 ? (uint)target.Origin + Get(bytes, target.At) : (uint)target.At;
                Put(bytes, field.At, place - (uint)field.Origin);
                if (target.Kind == FieldKind.Reference && _random.Next(2) == 0)
                    Put(bytes, field.At + 4, Get(bytes, target.At + 4));
                break;
            case 3 or 4:
                Put(bytes, field.At, Near(Get(bytes, field.At), bytes.Length - field.Origin));
                break;
            default:
                Put(bytes, field.At + 4, Near(Get(bytes, field.At + 4), bytes.Length));
                break;
        }
    }

    /// <summary>A number close to another, to a length, or to the border of a type.</summary>
    private uint Near(uint value, int length) => _random.Next(5) switch
    {
        0 => Borders[_random.Next(Borders.Length)],
        1 => (uint)(length - _random.Next(-9, 10)),
        2 => (uint)_random.Next(length + 1),
        3 => value + (uint)(8 * _random.Next(-2, 3)),
        _ => value + (uint)_random.Next(-5, 6),
    };

    private void Disturb(byte[] bytes)
    {
        int at = _random.Next(bytes.Length);
        switch (_random.Next(4))
        {
            case 0:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 2:
                int from = _random.Next(bytes.Length);
                int count = Math.Min(_random.Next(1, 33), bytes.Length - Math.Max(at, from));
                bytes.AsSpan(from, count).CopyTo(bytes.AsSpan(at));
                break;
            default:
                at &= ~3;
                if (at + 4 <= bytes.Length)
                    Put(bytes, at, Near(Get(bytes, at), bytes.Length));
                break;
        }
    }

    /// <summary>The beginning of one image and the end of another.</summary>
    private byte[] Splice(byte[] image, byte[] other)
    {
        int at = _random.Next(Math.Min(image.Length, other.Length) + 1) & ~7;
        return [.. image[..at], .. other[at..]];
    }

    /// <summary>One image behind another, and a reference of the first that leads into the second.</summary>
    private byte[] Graft(Type message, byte[] image, byte[] other)
    {
        int at = (image.Length + 15) & ~15;
        byte[] both = [.. image, .. new byte[at - image.Length], .. other];
        List<ImageField> fields = ImageMap.Of(message, image);
        List<ImageField> references = [.. fields.Where(static field => field.Kind == FieldKind.Reference)];
        if (references.Count == 0)
            return both;

        ImageField reference = references[_random.Next(references.Count)];
        Put(both, reference.At, (uint)(at - reference.Origin + (_random.Next(2) == 0 ? 0 : _random.Next(other.Length) & ~7)));
        if (_random.Next(2) == 0)
            Put(both, reference.At + 4, (uint)_random.Next(1, 9));
        return both;
    }

    private byte[] Noise(int bytes)
    {
        byte[] noise = new byte[bytes];
        _random.NextBytes(noise);
        return noise;
    }

    private static uint Get(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static void Put(byte[] bytes, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), value);
}
