using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Cells.Generators.Models;

/// <summary>Names in C# and names on the wire.</summary>
internal static class Names
{
    /// <summary>The name as C# code writes it.</summary>
    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    /// <summary><c>OrderId</c> and <c>orderId</c> become <c>order_id</c>; <c>HTTPPort</c> becomes <c>http_port</c>.</summary>
    public static string Snake(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            bool begins = char.IsUpper(c) && i > 0 && name[i - 1] != '_'
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (begins)
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(c));
        }

        return snake.ToString();
    }
}
