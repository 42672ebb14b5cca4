using System.Text;
using System.Text.RegularExpressions;

namespace Monitor.Core.Tests.Channels.Feeds.Conformance;

/// <summary>The feedparser corpus: a comment in each file names headers and a Python expression that must hold.</summary>
internal static partial class FeedparserCases
{
    /// <summary>Folders whose cases are not about reading items: an old format, HTML sanitising, links inside HTML against several base addresses.</summary>
    private static readonly string[] OutOfScope = ["cdf", "sanitize", "base"];

    public static IEnumerable<ConformanceCase> Load(string folder, string corpus)
    {
        var url = new Uri("http://127.0.0.1:8097/");
        foreach (var file in Directory.EnumerateFiles(folder, "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder, file);
            if (OutOfScope.Contains(name.Split('/')[0]) || CommentOf(file) is not { } comment) continue;
            var bytes = File.ReadAllBytes(file);
            var type = HeaderPattern().Match(comment.Headers) is { Success: true } match ? match.Groups[1].Value.Trim() : null;
            yield return new ConformanceCase(corpus, name, bytes, new PythonExpectation(comment.Expression, ItemsOf(bytes, type), url)) { Url = url, ContentType = type };
        }
    }

    /// <summary>How many files of the folder are out of scope, or say nothing.</summary>
    public static int CountOutOfScope(string folder) => Directory.EnumerateFiles(folder, "*.xml", SearchOption.AllDirectories).Count(file => OutOfScope.Contains(Path.GetRelativePath(folder, file).Split('/')[0]));

    private static (string Headers, string Expression)? CommentOf(string file)
    {
        var text = TextOf(File.ReadAllBytes(file), null);
        var match = CommentPattern().Match(text);
        return match.Success ? (match.Groups[1].Value, match.Groups[2].Value.Trim()) : null;
    }

    /// <summary>The number of items that the file has, counted without any feed reader.</summary>
    private static int ItemsOf(byte[] bytes, string? contentType)
    {
        var text = OtherCommentPattern().Replace(TextOf(bytes, contentType), "");
        var depth = 0;
        var items = 0;
        foreach (Match tag in ItemTagPattern().Matches(text))
        {
            if (tag.Value.StartsWith("</", StringComparison.Ordinal)) depth--;
            else if (depth++ == 0) items++;
            if (tag.Value.EndsWith("/>", StringComparison.Ordinal)) depth--;
        }

        return items;
    }

    private static string TextOf(byte[] bytes, string? contentType) => Monitor.Core.Channels.SourceText.Decode(bytes, contentType);

    [GeneratedRegex("<!--(.*?)Expect:(.*?)-->", RegexOptions.Singleline)]
    private static partial Regex CommentPattern();

    [GeneratedRegex("Header:\\s*Content-Type:([^\n]*)", RegexOptions.IgnoreCase)]
    private static partial Regex HeaderPattern();

    [GeneratedRegex("<!--.*?-->|<!\\[CDATA\\[.*?\\]\\]>", RegexOptions.Singleline)]
    private static partial Regex OtherCommentPattern();

    [GeneratedRegex("</?(?:[A-Za-z0-9_]+:)?(?:item|entry)(?:\\s[^>]*)?>")]
    private static partial Regex ItemTagPattern();
}
