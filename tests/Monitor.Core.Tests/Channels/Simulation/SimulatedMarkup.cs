using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Monitor.Core.Tests.Channels.Simulation;

/// <summary>Text and counts in the HTML of t.me: line breaks, emoji as pictures, links, hashtags, a bold first line, 84.8K.</summary>
internal static partial class SimulatedMarkup
{
    public static string Text(string text)
    {
        var lines = text.Split('\n').Select(Line).ToArray();
        if (lines.Length > 1) lines[0] = $"<b>{lines[0]}</b>";
        return string.Join("<br/>", lines);
    }

    public static string Emoji(string emoji) =>
        $"<i class=\"emoji\" style=\"background-image:url('//telegram.org/img/emoji/40/{Convert.ToHexString(Encoding.UTF8.GetBytes(emoji))}.png')\"><b>{emoji}</b></i>";

    /// <summary>Three digits, cut and not rounded: 980, 4.2K, 84.8K, 1.3M.</summary>
    public static string Count(long count)
    {
        if (count < 1_000) return count.ToString(CultureInfo.InvariantCulture);
        var (unit, name) = count < 1_000_000 ? (1_000m, "K") : (1_000_000m, "M");
        var step = (count / unit) switch { >= 100 => 1m, >= 10 => 0.1m, _ => 0.01m };
        return (Math.Floor(count / unit / step) * step).ToString("0.##", CultureInfo.InvariantCulture) + name;
    }

    private static string Line(string line)
    {
        var html = new StringBuilder();
        var at = 0;
        foreach (Match match in SpecialPattern().Matches(line))
        {
            html.Append(WebUtility.HtmlEncode(line[at..match.Index])).Append(Special(match.Value));
            at = match.Index + match.Length;
        }

        return html.Append(WebUtility.HtmlEncode(line[at..])).ToString();
    }

    private static string Special(string found) => found[0] switch
    {
        'h' => $"<a href=\"{WebUtility.HtmlEncode(found)}\" target=\"_blank\" rel=\"noopener\" onclick=\"return confirm('Open this link?\\n\\n'+this.href);\">{WebUtility.HtmlEncode(found)}</a>",
        '#' => $"<a href=\"?q={Uri.EscapeDataString(found)}\">{found}</a>",
        _ => Emoji(found),
    };

    [GeneratedRegex(@"https?://\S+|#\w+|🔥|📍|⚠️|⚡️")]
    private static partial Regex SpecialPattern();
}
