using Monitor.Core.Channels;
using Monitor.Core.Channels.Telegram;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Tests.Channels.Telegram;

public class PreviewParserTests
{
    private static readonly Uri Base = new("https://t.me/");

    [SkippableFact]
    public void Parse_CaptureWithAlbumAndTooBigVideo_GivesEveryPost()
    {
        var page = PreviewParser.Parse(File.ReadAllText(SampleFiles.Path("telegram/mchs_bryansk_4656-4661_ru.html")), Base);
        Assert.Equal("mchs_bryansk", page.Channel);
        Assert.Equal(["4656", "4659", "4660", "4661"], page.Posts.Select(post => post.NativeId));
        Assert.Equal(["4657", "4658"], page.Posts[0].Aliases);
        Assert.Equal(3, page.Posts[0].Media.Count);
        Assert.All(page.Posts[0].Media, media => Assert.Equal(MediaKind.Photo, media.Kind));
        Assert.Equal("https://t.me/mchs_official/24927", page.Posts[2].ForwardedFrom);
        Assert.Equal(4200, page.Posts[0].Views);
        var video = Assert.Single(page.Posts[3].Media);
        Assert.Equal((MediaKind.Video, null, MediaGap.MediaTooBig, 76.0), (video.Kind, video.Url, video.Gap, video.DurationSeconds));
        Assert.Null(page.OlderPage);
    }

    [SkippableFact]
    public void Parse_CaptureWithTokenisedVideo_TakesTheMainVideoOnce()
    {
        var page = PreviewParser.Parse(File.ReadAllText(SampleFiles.Path("telegram/xydessa_live_85858-85862_ru_2026.html")), Base);
        Assert.Equal(5, page.Posts.Count);
        Assert.Equal("https://t.me/xydessa_live/85770", page.Posts[0].ReplyTo);
        Assert.DoesNotContain("Сбили мужичка", page.Posts[0].Text, StringComparison.Ordinal);
        var video = Assert.Single(page.Posts[2].Media);
        Assert.StartsWith("https://cdn4.telesco.pe/file/8d1a716f0a.mp4?token=", video.Url, StringComparison.Ordinal);
        Assert.Equal(18.0, video.DurationSeconds);
        Assert.Equal(new Uri("https://t.me/s/xydessa_live?before=85856"), page.OlderPage);
    }

    [Fact]
    public void Parse_FiftyThousandNestedElements_IsRefusedAtOnce()
    {
        var html = string.Concat(Enumerable.Repeat("<div>", 50_000));
        Assert.Equal(OutcomeReason.PageTooDeep, Assert.Throws<SourceRefusedException>(() => PreviewParser.Parse(html, Base)).Reason);
    }

    [Theory]
    [InlineData("<div></x>")]
    [InlineData("<div title=\"</div>\">")]
    [InlineData("<div><!--</div>-->")]
    [InlineData("<x><div></x>")]
    [InlineData("<b><table><td></b></table>")]
    [InlineData("<p><b id=N></p>")]
    [InlineData("<div><p><b id=N>a</p></div>")]
    [InlineData("<svg><g><![CDATA[></g>]]>")]
    [InlineData("<font id=N><p>")]
    public void Parse_NestingHiddenFromTheTags_IsRefusedAllTheSame(string unit)
    {
        var html = string.Concat(Enumerable.Range(0, 20_000).Select(at => unit.Replace("N", at.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)));
        Assert.Equal(OutcomeReason.PageTooDeep, Assert.Throws<SourceRefusedException>(() => PreviewParser.Parse(html, Base)).Reason);
    }

    [Fact]
    public void Parse_TwentyThousandStylesInSvg_EndsWithoutThem()
    {
        var page = PreviewParser.Parse(Message("1", string.Concat(Enumerable.Repeat("<svg><style></style></svg>", 9_000)) + "kept"), Base);
        Assert.Equal("kept", page.Posts[0].Text);
    }

    [Fact]
    public void Parse_RightToLeftOverride_StaysInTheTextAndForgesNoTag()
    {
        var post = PreviewParser.Parse(Message("1", "abc\u202Egpj.exe"), Base).Posts[0];
        Assert.Equal("abc\u202Egpj.exe", post.Text);
        Assert.DoesNotContain("<bdo", post.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OversizedPost_IsAProblemAndItsNeighbourGoesOn()
    {
        var html = Message("1", new string('x', 300_000)) + Message("2", "ok");
        var page = PreviewParser.Parse(html, Base);
        Assert.Equal("1", Assert.Single(page.Problems).Item);
        Assert.Equal("ok", page.Posts[1].Text);
    }

    [Fact]
    public void Parse_PageWithoutChannel_SaysWhatItIsNot() =>
        Assert.Equal(OutcomeReason.NotAChannelPage, Assert.Throws<SourceRefusedException>(() => PreviewParser.Parse("<p>hello</p>", Base)).Reason);

    [Theory]
    [InlineData("<img src=https://evil.example/x.png>")]
    [InlineData("<p style=\"background:url(https://evil.example/)\">a</p>")]
    [InlineData("<a href=\"java\tscript:alert(1)\">a</a>")]
    [InlineData("<form action=https://evil.example/><input></form>")]
    [InlineData("<svg><style><img src=x onerror=alert(1)></style></svg>")]
    [InlineData("<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">")]
    public void Parse_HostileText_LeavesNothingThatLoadsOrRuns(string hostile)
    {
        var html = PreviewParser.Parse(Message("1", hostile + "kept"), Base).Posts[0].Html!;
        foreach (var banned in new[] { "<img", "style", "script:", "<form", "<svg", "onerror", "evil.example" })
            Assert.DoesNotContain(banned, html, StringComparison.OrdinalIgnoreCase);
    }

    private static string Message(string id, string text) =>
        $"<div class=\"tgme_widget_message\" data-post=\"name/{id}\"><div class=\"tgme_widget_message_text js-message_text\">{text}</div></div>";
}
