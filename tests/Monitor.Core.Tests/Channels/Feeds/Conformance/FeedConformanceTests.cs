using System.Diagnostics;
using Monitor.Core.Channels;
using Monitor.Core.Channels.Feeds;
using Xunit.Abstractions;

namespace Monitor.Core.Tests.Channels.Feeds.Conformance;

/// <summary>Measures the feed reading on three corpora that others wrote, prints the table and every case that fails, and holds the measured floor.</summary>
public sealed class FeedConformanceTests(ITestOutputHelper output)
{
    [SkippableTheory]
    [InlineData("gofeed well-formed", 0.99)]
    [InlineData("feed-rs well-formed", 0.98)]
    [InlineData("feedparser well-formed", 0.98)]
    [InlineData("gofeed ill-formed", 0.6)]
    [InlineData("feedparser ill-formed", 1.0)]
    public void Corpus_ReadByUs_KeepsItsFloor(string corpus, double floor)
    {
        var cases = Load(corpus);
        var ours = ConformanceTable.Run(cases, one => CaseReading.Of(FeedChannelReader.ParseFeed(new SourceBytes(one.Bytes, one.ContentType, one.Url))));
        var library = ConformanceTable.Run(cases, one => LibraryAlone.Read(one.Bytes));
        output.WriteLine("| corpus | reader | pass | share | pass of those that state more than a count | refused | faults | slowest |");
        output.WriteLine(ours.Line(corpus, "ours"));
        output.WriteLine(library.Line(corpus, "library alone"));
        output.WriteLine(ours.Failures());
        Assert.Equal(0, ours.Faulted);
        Assert.True(ours.Slowest < TimeSpan.FromSeconds(2), $"{ours.Slowest}");
        Assert.True(ours.Share >= floor, $"{corpus}: {ours.Passed} of {ours.Count}");
    }

    [SkippableFact]
    public void EveryFileOfTheCorpora_GivesAFeedOrATypedRefusal()
    {
        foreach (var file in Directory.EnumerateFiles(SampleFiles.Path("feed-conformance"), "*", SearchOption.AllDirectories))
        {
            var watch = Stopwatch.StartNew();
            try
            {
                FeedChannelReader.ParseFeed(new SourceBytes(File.ReadAllBytes(file), null, new Uri("http://localhost/")));
            }
            catch (SourceRefusedException refused)
            {
                Assert.NotEmpty(refused.Message);
            }

            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{file}: {watch.Elapsed}");
        }
    }

    private static List<ConformanceCase> Load(string corpus) => [.. corpus switch
    {
        "gofeed well-formed" or "gofeed ill-formed" => GofeedCases.Load(SampleFiles.Path("feed-conformance/gofeed/testdata"), corpus, corpus == "gofeed well-formed"),
        "feed-rs well-formed" => FeedRsCases.Load(SampleFiles.Path("feed-conformance/feed-rs/fixture")),
        "feedparser well-formed" => FeedparserCases.Load(SampleFiles.Path("feed-conformance/feedparser/tests/wellformed"), corpus),
        _ => FeedparserCases.Load(SampleFiles.Path("feed-conformance/feedparser/tests/illformed"), corpus),
    }];
}
