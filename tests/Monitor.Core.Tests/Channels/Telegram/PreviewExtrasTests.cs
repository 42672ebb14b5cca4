using Monitor.Core.Channels.Telegram;
using Monitor.Core.Media;
using Monitor.Core.Posts;

namespace Monitor.Core.Tests.Channels.Telegram;

/// <summary>What a message says beside its text, and what its preview cannot show.</summary>
public sealed class PreviewExtrasTests
{
    private const string Stub = "<div class=\"message_media_not_supported_wrap\"><div class=\"message_media_not_supported\"><div class=\"message_media_not_supported_label\">Please open Telegram to view this post</div></div></div>";

    [Fact]
    public void Read_CardOfALink_ItsPictureIsAMediumAndItsWordsAreWordsOfThePost()
    {
        var post = Read(Text("Look here") + """<a class="tgme_widget_message_link_preview" href="https://news.example/a?b=1&amp;c=2"><i class="link_preview_right_image" style="background-image:url('https://cdn.example/card.jpg')"></i><div class="link_preview_site_name">News</div><div class="link_preview_title">Затрыманы <b>электрык</b></div><div class="link_preview_description">Ён кажа, што шкадуе<br>другі радок</div></a>""");
        Assert.Equal("Look here\n\nNews\nЗатрыманы электрык\nЁн кажа, што шкадуе\nдругі радок\nhttps://news.example/a?b=1&c=2", post.Text);
        Assert.Equal("Look here<blockquote>News<br>Затрыманы электрык<br>Ён кажа, што шкадуе<br>другі радок<br><a href=\"https://news.example/a?b=1&amp;c=2\">https://news.example/a?b=1&amp;c=2</a></blockquote>", post.Html);
        var media = Assert.Single(post.Media);
        Assert.Equal((MediaKind.Photo, "https://cdn.example/card.jpg", null, true), (media.Kind, media.Url, media.Gap, media.IsEmbedded));
    }

    [Theory]
    [InlineData("<video src=\"https://cdn.example/card.mp4?token=1\"></video>", "https://cdn.example/card.mp4?token=1", null)]
    [InlineData("<i class=\"link_preview_video_thumb\"></i>", null, MediaGap.NotInPreview)]
    public void Read_CardWithAVideo_IsAMediumOrAGap(string inside, string? url, MediaGap? gap)
    {
        var post = Read($"<div class=\"tgme_widget_message_link_preview\"><a class=\"link_preview_video_wrap\">{inside}</a><div class=\"link_preview_title\">Title</div></div>");
        Assert.Equal("Title", post.Text);
        Assert.Equal((MediaKind.Video, url, gap), (post.Media[0].Kind, post.Media[0].Url, post.Media[0].Gap));
        Assert.Single(post.Media);
    }

    [Fact]
    public void Read_StubBesideAText_IsAGap() => Assert.Equal(MediaGap.NotInPreview, Assert.Single(Read(Text("words") + Stub).Media).Gap);

    [Fact]
    public void Read_StubBesideTheContainerThatShowsAll_IsNone() => Assert.Empty(Read($"<div class=\"media_supported_cont\">{Text("words")}</div><div class=\"media_not_supported_cont\">{Stub}</div>").Media);

    [Fact]
    public void Read_StubInsideAMedium_IsItsOwnFallback()
    {
        var post = Read($"<a class=\"tgme_widget_message_video_player\"><video src=\"https://cdn.example/v.mp4\"></video>{Stub}</a>" + Text("words"));
        Assert.Equal("https://cdn.example/v.mp4", Assert.Single(post.Media).Url);
    }

    [Theory]
    [InlineData("https://maps.google.com/maps?q=53.9,27.56&ll=53.9,27.56&z=16", "53.9, 27.56")]
    [InlineData("https://www.openstreetmap.org/@-12.5,130.25/x", "-12.5, 130.25")]
    public void Read_Place_SaysItsCoordinates(string map, string coordinates)
    {
        var post = Read($"<a class=\"tgme_widget_message_location_wrap\" href=\"{map}\"><div class=\"tgme_widget_message_location\"></div></a>");
        Assert.Equal(coordinates + "\n" + map, post.Text);
        Assert.Empty(post.Media);
    }

    [Theory]
    [InlineData("<a class=\"tgme_widget_message_contact\"><div class=\"tgme_widget_message_contact_name\">Ivan I.</div><div class=\"tgme_widget_message_contact_phone\">+375 00</div></a>", "Ivan I.\n+375 00")]
    [InlineData("<div class=\"tgme_widget_message_inline_keyboard\"><a class=\"tgme_widget_message_inline_button url_button\" href=\"https://youtu.be/XYZ\"><span>Full video</span></a></div>", "Full video\nhttps://youtu.be/XYZ")]
    [InlineData("<div class=\"tgme_widget_message_poll\"><h4 class=\"tgme_widget_message_poll_question\">Who?</h4><div class=\"tgme_widget_message_poll_type\">Anonymous Quiz</div><div class=\"tgme_widget_message_poll_option_text\">A</div></div>", "Who?\nAnonymous Quiz\nA")]
    [InlineData("<div class=\"tgme_widget_message_forwarded_from\">Forwarded from <a class=\"tgme_widget_message_forwarded_from_name\" href=\"https://t.me/o/7\">O</a> (<span class=\"tgme_widget_message_forwarded_from_author\">Major P.</span>)</div>", "Major P.")]
    [InlineData("<div class=\"tgme_widget_message_footer\"><span class=\"tgme_widget_message_meta\"><span class=\"tgme_widget_message_from_author\">Ivan</span>, <a>10:00</a></span></div>", "Ivan")]
    public void Read_OtherThings_AreWordsOfThePost(string html, string text) => Assert.Equal(text, Read(html).Text);

    [Fact]
    public void Read_Document_KeepsItsNameAndIsAGap()
    {
        var post = Read("<a class=\"tgme_widget_message_document_wrap\"><div class=\"tgme_widget_message_document_icon audio\"></div><div class=\"tgme_widget_message_document_title\">Прызнанне</div><div class=\"tgme_widget_message_document_extra\">Хор, 1.2 MB</div></a>");
        Assert.Equal("Прызнанне\nХор, 1.2 MB", post.Text);
        Assert.Equal((MediaKind.Audio, MediaGap.NotInPreview), (post.Media[0].Kind, post.Media[0].Gap));
    }

    [Fact]
    public void Read_SomethingThatIsNotUnderstood_IsAGapAndNoEmptyPost() => Assert.Equal(MediaGap.NotInPreview, Assert.Single(Read("<div class=\"tgme_widget_message_of_the_future\">…</div>").Media).Gap);

    /// <summary>The cases that people met, each with its right value.</summary>
    [SkippableFact]
    public void Parse_Cases_LoseNothing()
    {
        var posts = new[] { "link-preview", "kinds", "fallback-words", "supported-container" }
            .ToDictionary(name => name, name => PreviewParser.Parse(File.ReadAllText(SampleFiles.Path($"../cases/telegram/{name}.html")), new Uri("https://t.me/")).Posts.ToDictionary(post => post.NativeId));
        Assert.All(new[] { "11", "12", "13" }, id => Assert.Single(posts["link-preview"][id].Media));
        Assert.All(new[] { "11", "13" }, id => Assert.Contains("He says he repents (only in the preview)", posts["link-preview"][id].Text, StringComparison.Ordinal));
        Assert.All(new[] { posts["kinds"]["14"], posts["fallback-words"]["21"], posts["fallback-words"]["22"] }, post => Assert.Equal(MediaGap.NotInPreview, Assert.Single(post.Media).Gap));
        Assert.Contains("53.9, 27.56", posts["kinds"]["10"].Text, StringComparison.Ordinal);
        Assert.Contains("Ivan I.", posts["kinds"]["18"].Text, StringComparison.Ordinal);
        Assert.Contains("protocol.pdf", posts["kinds"]["7"].Text, StringComparison.Ordinal);
        Assert.All(posts["supported-container"].Values, post => Assert.All(post.Media, media => Assert.Null(media.Gap)));
        Assert.Empty(posts["fallback-words"]["25"].Media);
        Assert.All(posts.Values.SelectMany(page => page.Values), post => Assert.True(post.Text?.Length > 0 || post.Media.Count > 0, post.NativeId));
    }

    private static string Text(string text) => $"<div class=\"tgme_widget_message_text js-message_text\">{text}</div>";

    private static ReadPost Read(string bubble) => Assert.Single(PreviewParser.Parse(
        $"<main class=\"tgme_main\" data-url=\"/c\"><section class=\"tgme_channel_history\"><div class=\"tgme_widget_message\" data-post=\"c/1\"><div class=\"tgme_widget_message_bubble\">{bubble}</div></div></section></main>", new Uri("https://t.me/")).Posts);
}
