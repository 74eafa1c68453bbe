using System.Reflection;
using Dodeca.Serving;
using Microsoft.Playwright;

namespace Dodeca.Serving.Tests;

/// <summary>How the theme looks that a new site has. What was seen is in <c>artifacts/screenshots</c>.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ThemeTests(Browser browser)
{
    /// <summary>Of text, by the Web Content Accessibility Guidelines 2.2, level AA.</summary>
    private const double MinContrast = 4.5;

    /// <summary>Of each kind of text that the page has: the least contrast with what is behind it.</summary>
    private const string LeastContrast = """
        () => {
            const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
            const channels = color => { canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
            const luminance = color => channels(color).slice(0, 3).map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
            const ground = element => {
                for (; element; element = element.parentElement) {
                    const color = getComputedStyle(element).backgroundColor;
                    if (!color.endsWith(', 0)'))
                        return color;
                }
                return 'white';
            };
            const texts = [...document.body.querySelectorAll('*')].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()));
            return Math.min(...texts.map(e => [luminance(getComputedStyle(e).color), luminance(ground(e))].sort((a, b) => b - a)).map(([light, dark]) => (light + 0.05) / (dark + 0.05)));
        }
        """;

    private static readonly string Root = typeof(ThemeTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;

    [BrowserFact]
    public async Task A_new_site_fits_phones_and_desktops_and_can_be_read_in_light_and_in_dark()
    {
        string starter = Path.Combine(Root, "dodeca/Dodeca.Cli/Starter");
        string screenshots = Directory.CreateDirectory(Path.Combine(Root, "artifacts/screenshots")).FullName;
        await using ServedSite served = await ServedSite.StartAsync(site =>
        {
            foreach (string file in Directory.EnumerateFiles(starter, "*", SearchOption.AllDirectories))
                site.Write(Path.GetRelativePath(starter, file), File.ReadAllText(file));
        });
        foreach ((string device, int width, int height) in new[] { ("phone", 390, 844), ("desktop", 1280, 800) })
        {
            Dictionary<ColorScheme, string> grounds = [];
            foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                foreach (string page in new[] { "/", "/notes/", "/notes/first/" })
                {
                    await using Tab tab = await browser.OpenAsync(
                        served.Server.Address.TrimEnd('/') + page, new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = height } });
                    string seen = $"{page} on a {device}, {scheme}";
                    Assert.True(await tab.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{seen}: it is wider than the window");
                    double contrast = await tab.Page.EvaluateAsync<double>(LeastContrast);
                    Assert.True(contrast >= MinContrast, $"{seen}: contrast {contrast:0.0}");
                    Assert.Empty(tab.Errors);
                    grounds[scheme] = await tab.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
                    await tab.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(screenshots, $"{(page == "/" ? "home" : page.Trim('/').Replace('/', '-'))}-{device}-{scheme}.png".ToLowerInvariant()) });
                }
            }

            Assert.NotEqual(grounds[ColorScheme.Light], grounds[ColorScheme.Dark]);
        }
    }
}
