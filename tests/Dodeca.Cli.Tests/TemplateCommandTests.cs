using System.Diagnostics;

namespace Dodeca.Cli.Tests;

/// <summary><c>ddc template render</c>, as it is typed.</summary>
public sealed class TemplateCommandTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("ddc-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_template_is_rendered_with_those_beside_it()
    {
        string page = Write("page.html", "{% extends 'base.html' %}{% block body %}{% include 'parts/item.html' %}{% endblock %}");
        Write("base.html", "<body>{% block body %}{% endblock %}</body>\n");
        Write("parts/item.html", "<li>{{ name }}</li>");
        Assert.Equal((0, "<body><li>a &amp; b</li></body>", ""), await RunAsync("", "template", "render", page, "--data", """{"name":"a & b"}"""));
        Assert.Equal((0, "<body><li>x</li></body>", ""), await RunAsync("""{"name":"x"}""", "template", "render", page, "--data", "-"));
        Assert.Equal((0, "<body><li>y</li></body>", ""), await RunAsync("", "template", "render", page, "--data", "@" + Write("data.json", """{"name":"y"}""")));
    }

    [Fact]
    public async Task An_error_is_shown_with_its_line_and_nothing_is_printed()
    {
        string page = Write("page.txt", "Hello {{ name | uper }}");
        (int code, string output, string error) = await RunAsync("", "template", "render", page, "--data", """{"name":"x"}""");
        Assert.Equal((1, ""), (code, output));
        Assert.Equal("error: there is no filter 'uper'\n --> page.txt:1:17\n  |\n1 | Hello {{ name | uper }}\n  |                 ^^^^\n  = help: did you mean 'upper'?\n", error);
        Assert.Equal(1, (await RunAsync("", "template", "render", Write("strict.txt", "{{ nope }}"), "--undefined", "strict")).Code);
    }

    [Fact]
    public async Task What_is_wrong_with_the_command_line_is_said()
    {
        string page = Write("page.txt", "x");
        Assert.Equal((3, "", "ddc: There is no file 'nope.txt'.\n"), await RunAsync("", "template", "render", "nope.txt"));
        Assert.StartsWith("ddc: --data is no JSON: ", (await RunAsync("", "template", "render", page, "--data", "{")).Error, StringComparison.Ordinal);
        Assert.Equal((2, "", "ddc: --data must be a JSON object.\n"), await RunAsync("", "template", "render", page, "--data", "[]"));
        Assert.Equal((2, "", "ddc: --undefined is lenient, chainable, semi-strict or strict, not 'maybe'.\n"), await RunAsync("", "template", "render", page, "--undefined", "maybe"));
        Assert.Equal(2, (await RunAsync("", "template", "paint")).Code);
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(string input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ddc.dll"), .. arguments])
        {
            WorkingDirectory = _folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Limit);
        return (process.ExitCode, await output, await error);
    }
}
