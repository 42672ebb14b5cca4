using System.Net;
using System.Text.RegularExpressions;
using Monitor.Core.Archive;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Embedded.Lucene;

namespace Monitor.Adapters.Tests;

/// <summary>The Universal Declaration in Belarusian, Russian and English, a record a paragraph: asked with its own words it comes first.</summary>
public sealed partial class DeclarationSearchTests
{
    [SkippableFact]
    public async Task Search_WordsOfAParagraph_FindItFirst()
    {
        var records = new[] { "bel", "rus", "eng" }.SelectMany(Paragraphs).Select((text, at) => new ArchiveRecord { Id = at + 1, Number = "M-" + (at + 1), Revision = 1, Channel = "one", ChannelTitle = "One", Outlet = "Independent", PublishedAt = DateTimeOffset.UnixEpoch, Text = text, Screen = [] }).ToList();
        Assert.True(records.Count > 150, $"{records.Count} paragraphs");
        using var folder = new ScratchFolder(null);
        using var index = new LuceneArchiveIndex(folder.Path);
        await index.WriteAsync(records, default);
        foreach (var record in records)
        {
            // Once all of its five longest words, once any of ten words.
            var words = Word().Matches(record.Text).Select(match => match.Value).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            foreach (var query in new[] { string.Join(' ', words.OrderByDescending(word => word.Length).Take(5)), string.Join(" OR ", words.Take(10)) })
            {
                var best = (await index.SearchAsync(ArchiveQuery.Parse(query), new Viewer(0), default)).Hits[0];
                Assert.True(best.Text == record.Text, $"{query}\n{best.Text}");
            }
        }
    }

    private static IEnumerable<string> Paragraphs(string language)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "samples", "text", "udhr", language + ".html");
            if (!File.Exists(file)) continue;
            var body = File.ReadAllText(file);
            return [.. Block().Matches(body[body.IndexOf("<body", StringComparison.Ordinal)..]).Select(block => WebUtility.HtmlDecode(Tag().Replace(block.Groups[2].Value, " ")).Trim()).Where(text => Word().Count(text) >= 10).Distinct()];
        }

        throw new SkipException("The samples are not here: ../shared/samples/text/udhr.");
    }

    [GeneratedRegex("<(p|li)[^>]*>(.*?)</\\1>", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\p{L}[\p{L}'ʼ’]*")]
    private static partial Regex Word();
}
