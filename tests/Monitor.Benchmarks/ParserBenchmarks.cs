using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Monitor.Core.Channels.Feeds;
using Monitor.Core.Channels.Telegram;
using Monitor.Core.Keyframes;

namespace Monitor.Benchmarks;

/// <summary>The pure parts: a preview page of 20 posts, a feed of 100 items, a perceptual hash.</summary>
[MemoryDiagnoser]
public class ParserBenchmarks
{
    private static readonly Uri Base = new("https://t.me/");
    private string page = "", feed = "";
    private byte[] picture = [];

    [GlobalSetup]
    public void Make()
    {
        var posts = new StringBuilder("<main class=\"tgme_main\" data-url=\"/s/name\"><section class=\"tgme_channel_history\">");
        for (var id = 1; id <= 20; id++)
            posts.Append(CultureInfo.InvariantCulture, $"<div class=\"tgme_widget_message\" data-post=\"name/{id}\"><a class=\"tgme_widget_message_video_player\"><video src=\"https://cdn.example/{id}.mp4?token=x\"></video></a><div class=\"tgme_widget_message_text\">{string.Concat(Enumerable.Repeat("Прафсаюз <b>заявіў</b><br>", 30))}</div></div>");
        page = posts.Append("</section></main>").ToString();
        var items = new StringBuilder("<rss version=\"2.0\"><channel><title>t</title>");
        for (var id = 1; id <= 100; id++) items.Append(CultureInfo.InvariantCulture, $"<item><guid>{id}</guid><title>Навіна {id}</title><description>&lt;p&gt;Тэкст&lt;/p&gt;</description><pubDate>Thu, 01 Jan 2026 10:00:00 GMT</pubDate></item>");
        feed = items.Append("</channel></rss>").ToString();
        picture = new byte[PdqHasher.Side * PdqHasher.Side * 3];
        new Random(1).NextBytes(picture);
    }

    [Benchmark]
    public object PreviewPage() => PreviewParser.Parse(page, Base);

    [Benchmark]
    public object Feed() => FeedParser.Parse(feed, Base);

    [Benchmark]
    public object Pdq() => PdqHasher.Of(picture);
}
