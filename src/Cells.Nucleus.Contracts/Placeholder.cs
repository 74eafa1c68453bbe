namespace Cells;
internal static class Placeholder;
