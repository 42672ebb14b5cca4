using System.Diagnostics;
using System.Text;
using Monitor.Core.Channels;
using Monitor.Core.Channels.Feeds;
using Xunit.Abstractions;

namespace Monitor.Core.Tests.Channels.Feeds;

/// <summary>Damages feeds at random, the same way in each run: what comes out is a feed or a typed refusal, soon.</summary>
public sealed class FeedMutationTests(ITestOutputHelper output)
{
    private static readonly string[] Pieces = ["<", ">", "</item>", "<item>", "<entry>", "]]>", "<![CDATA[", "&", "&#0;", "\"", "'", "\\ud800", "{", "}", "[", "<!DOCTYPE a [", "<!--", "xmlns:a='b'", "\0", "\u202E", "<a:b>", "<?xml?>", ","];

    [Fact]
    public void ParseFeed_OfDamagedFeeds_GivesAFeedOrATypedRefusal()
    {
        var random = new Random(20);
        var files = Directory.EnumerateFiles("Samples/feeds").Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
        var read = 0;
        for (var round = 0; round < 3000; round++)
        {
            var bytes = Damage(files[round % files.Count], random);
            var watch = Stopwatch.StartNew();
            try
            {
                FeedChannelReader.ParseFeed(new SourceBytes(bytes, null, new Uri("https://example.org/")));
                read++;
            }
            catch (SourceRefusedException)
            {
                // What cannot be read is refused.
            }

            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"round {round}: {watch.Elapsed}");
        }

        output.WriteLine($"{read} of 3000 were read, the rest refused.");
        Assert.True(read > 300, $"{read}");
    }

    private static byte[] Damage(byte[] source, Random random)
    {
        var bytes = source.ToList();
        for (var count = random.Next(1, 8); count > 0 && bytes.Count > 0; count--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at - 1));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                default:
                    var length = Math.Min(random.Next(1, 200), bytes.Count - at);
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
            }
        }

        return [.. random.Next(10) == 0 ? bytes.Take(random.Next(bytes.Count)) : bytes];
    }
}
