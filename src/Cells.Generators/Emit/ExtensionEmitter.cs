using Cells.Generators.Models;

namespace Cells.Generators.Emit;

/// <summary>Writes what <c>Image&lt;T&gt;</c> gains for a message or a union: its view and its builder.</summary>
internal static class ExtensionEmitter
{
    public static void Emit(CodeWriter code, TypeModel message)
    {
        string name = string.Concat(message.Containers.Select(static container => container.Name + "_")) + message.Name;
        code.Line($"/// <summary>What an image of {message.Name} gains.</summary>");
        code.Generated();
        code.Open($"{message.Access} static class {name}ImageExtensions");
        code.Line("/// <summary>What an image gains.</summary>");
        code.Line("/// <param name=\"image\">The image.</param>");
        code.Open($"extension(global::Cells.Image<{message.CSharp}> image)");
        code.Lines($$"""
            /// <summary>The image, read in place. Valid until the image is disposed.</summary>
            public {{message.CSharp}}.View View => new {{message.CSharp}}.View(image.Bytes);

            /// <summary>Begins to build the image in place; what it held before is lost.</summary>
            /// <returns>The builder.</returns>
            public {{message.CSharp}}.Builder Build() => new {{message.CSharp}}.Builder(image);
            """);
        code.Close();
        code.Close();
    }
}
