using System.Globalization;
using Cells.Images.Layout;

namespace Cells.Images.Schemas.Comparison;

/// <summary>Compares two versions of an enum.</summary>
internal sealed class EnumComparer(EnumSchema old, EnumSchema now, SchemaPath path, MessageComparer comparer)
{
    private readonly Dictionary<string, string> _old = ByName(old);
    private readonly Dictionary<string, string> _now = ByName(now);
    private readonly Dictionary<string, string> _renamed = new(StringComparer.Ordinal);

    public static string Openness(bool isOpen) => isOpen ? "open" : "not open";

    public void Compare()
    {
        FindRenamed();
        if (old.Underlying != now.Underlying)
            Note(EditKind.EnumTypeChanged, "", WireNames.Of(old.Underlying), WireNames.Of(now.Underlying), oldToNew: true, newToOld: true);
        if (old.IsFlags != now.IsFlags)
            Note(EditKind.EnumFlagsChanged, "", Combining(old), Combining(now), oldToNew: true, newToOld: true);

        if (old.IsOpen != now.IsOpen)
            Note(EditKind.OpennessChanged, "", Openness(old.IsOpen), Openness(now.IsOpen), oldToNew: false, newToOld: false);

        foreach (var value in old.Values)
        {
            string number = _old[value.Key];
            if (_now.TryGetValue(value.Key, out string? other))
            {
                if (other != number)
                    Note(EditKind.EnumValueChanged, value.Key, $"{value.Key} = {number}", $"{value.Key} = {other}", oldToNew: true, newToOld: true);
            }
            else if (_renamed.TryGetValue(number, out string? name))
            {
                Note(EditKind.EnumValueRenamed, name, $"{value.Key} = {number}", $"{name} = {number}", oldToNew: true, newToOld: true);
            }
            else
            {
                Note(EditKind.EnumValueRemoved, value.Key, $"{value.Key} = {number}", null, oldToNew: !now.IsDeclared(value.Value), newToOld: false);
            }
        }

        foreach (var value in now.Values)
        {
            string number = _now[value.Key];
            if (!_old.ContainsKey(value.Key) && !_renamed.ContainsKey(number))
                Note(EditKind.EnumValueAdded, value.Key, null, $"{value.Key} = {number}", oldToNew: false, newToOld: !old.IsDeclared(value.Value));
        }
    }

    /// <summary>Notes what numbers are called now that had only other names.</summary>
    private void FindRenamed()
    {
        var kept = new HashSet<string>(_old.Where(value => _now.TryGetValue(value.Key, out string? number) && number == value.Value).Select(static value => value.Value));
        var before = new HashSet<string>(_old.Values);
        foreach (KeyValuePair<string, string> value in _now)
        {
            if (before.Contains(value.Value) && !kept.Contains(value.Value))
                _renamed[value.Value] = value.Key;
        }
    }

    private void Note(EditKind kind, string value, string? was, string? isNow, bool oldToNew, bool newToOld) =>
        comparer.Note(kind, new MessageComparer.Place(path, now, value), was, isNow, oldToNew, newToOld);

    private static string Combining(EnumSchema schema) => schema.IsFlags ? "combined values" : "single values";

    private static Dictionary<string, string> ByName(EnumSchema schema)
    {
        var byName = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var value in schema.Values)
            byName[value.Key] = value.Value.ToString(CultureInfo.InvariantCulture);
        return byName;
    }
}
