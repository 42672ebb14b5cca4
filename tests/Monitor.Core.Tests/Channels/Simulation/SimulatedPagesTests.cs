using System.Text;
using Monitor.Core.Channels;
using Monitor.Core.Channels.Telegram;
using Monitor.Core.Media;
using Monitor.Core.Posts;

namespace Monitor.Core.Tests.Channels.Simulation;

public class SimulatedPagesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Fewer posts than a busy channel has, so that a walk over all pages is short.</summary>
    private static readonly SimulatedChannel Channel = SimulatedChannel.Make(7, Start, posts: 700);

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(11 * 24)]
    [InlineData(30 * 24)]
    public void Render_ChainOfPages_ShowsEveryVisiblePostOnceAndAsItStands(int hours)
    {
        var at = Start.AddHours(hours);
        var visible = Channel.VisibleAt(at).ToList();
        var read = new List<ReadPost>();
        foreach (var page in Pages(at))
        {
            Assert.InRange(page.Posts.Count, visible.Count == 0 ? 0 : 1, SimulatedPages.PageSize);
            Assert.Empty(page.Problems);
            Assert.Equal((Channel.Name, Channel.Title), (page.Channel, page.Title));
            read.InsertRange(0, page.Posts);
        }

        Assert.Equal(visible.Select(post => $"{post.Id}"), read.Select(post => post.NativeId));
        Assert.All(visible.Zip(read), pair => AssertSame(pair.First, pair.Second, at));
    }

    [Fact]
    public void Render_LaterInstant_ChangesTokensAndViewsAlone()
    {
        var (first, second) = (Quiet(Start.AddDays(9)), Quiet(Start.AddDays(9)).AddMinutes(1));
        Assert.Equal(SimulatedPages.Render(Channel, first), SimulatedPages.Render(Channel, first));
        Assert.NotEqual(SimulatedPages.Render(Channel, first), SimulatedPages.Render(Channel, second));
        Assert.Equal(SimulatedPages.ETag(Channel, first), SimulatedPages.ETag(Channel, second));
        var posts = Parse(SimulatedPages.Render(Channel, first)).Posts.Zip(Parse(SimulatedPages.Render(Channel, second.AddHours(3))).Posts).ToList();
        Assert.All(posts, pair => Assert.Equal(PostFingerprint.Of(pair.First), PostFingerprint.Of(pair.Second)));
        Assert.All(posts, pair => Assert.True(pair.First.Views < pair.Second.Views));
        Assert.All(posts.Where(pair => pair.First.Media is [{ Url: not null }, ..]), pair => Assert.NotEqual(pair.First.Media[0].Url, pair.Second.Media[0].Url));
    }

    [Fact]
    public void ETag_EditAndDeletion_Change()
    {
        var edited = Channel.Posts.First(post => post.Edits.Count > 0 && post.DeletedAt is null).Edits[0];
        var owner = Channel.Posts.First(post => post.Edits.Contains(edited));
        var deleted = Channel.Posts.First(post => post.DeletedAt is not null);
        foreach (var (at, id) in new[] { (edited.At, owner.Id), (deleted.DeletedAt!.Value, deleted.Id) })
        {
            Assert.NotEqual(SimulatedPages.ETag(Channel, at.AddTicks(-1), id + 1), SimulatedPages.ETag(Channel, at, id + 1));
            Assert.NotEqual(SimulatedPages.PostETag(Channel, at.AddTicks(-1), id), SimulatedPages.PostETag(Channel, at, id));
        }
    }

    [Fact]
    public void RenderPost_OneThatShowsAndOneThatIsGone_AreAWidgetAndAnError()
    {
        var gone = Channel.Posts.First(post => post.DeletedAt is not null);
        var album = Channel.Posts.First(post => post.Parts.Count > 1 && post.DeletedAt is null);
        var at = Channel.End.AddDays(30);
        AssertSame(album, Assert.Single(Parse(SimulatedPages.RenderPost(Channel, at, album.Parts[1])).Posts), at);
        AssertSame(gone, Assert.Single(Parse(SimulatedPages.RenderPost(Channel, gone.PublishedAt, gone.Id)).Posts), gone.PublishedAt);
        Assert.Contains("<div class=\"tgme_widget_message_error\">Post not found</div>", SimulatedPages.RenderPost(Channel, at, gone.Id), StringComparison.Ordinal);
        Assert.Contains("Post not found", SimulatedPages.RenderPost(Channel, at, 1), StringComparison.Ordinal);
    }

    /// <summary>From the newest to the oldest, by the links that the parser finds.</summary>
    private static IEnumerable<PreviewPage> Pages(DateTimeOffset at)
    {
        int? before = null;
        while (true)
        {
            var page = Parse(SimulatedPages.Render(Channel, at, before));
            yield return page;
            if (page.OlderPage is null) yield break;
            Assert.StartsWith($"/s/{Channel.Name}?before=", page.OlderPage.PathAndQuery, StringComparison.Ordinal);
            before = int.Parse(page.OlderPage.Query[8..], System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(page.Posts[0].NativeId, $"{before}");
        }
    }

    private static PreviewPage Parse(string html) =>
        TelegramReader.ParsePage(new SourceBytes(Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", new Uri("http://127.0.0.1:5000/s/" + Channel.Name)));

    private static void AssertSame(SimulatedPost post, ReadPost read, DateTimeOffset at)
    {
        Assert.Equal(post.Words(post.TextAt(at)) is { Length: > 0 } text ? text : null, read.Text);
        Assert.Equal(post.Parts.Select(part => $"{part}"), read.Aliases);
        Assert.Equal(($"https://t.me/{Channel.Name}/{post.Id}", post.PublishedAt, post.IsEditedAt(at)), (read.Url, read.PublishedAt, read.Edited));
        Assert.Equal((post.ForwardedFrom, post.ReplyTo is { } target ? $"https://t.me/{Channel.Name}/{target}" : null), (read.ForwardedFrom, read.ReplyTo));
        Assert.InRange(read.Views!.Value, post.ViewsAt(at) * 98 / 100, post.ViewsAt(at));
        Assert.Equal(post.Media.Select((media, index) => Expected(media, post.Id + index)), read.Media.Select(media => (media.Kind, media.Url?.Split('?')[0], media.Gap, media.DurationSeconds)));
    }

    private static (MediaKind Kind, string? Url, MediaGap? Gap, double? Seconds) Expected(SimulatedMedia media, int part) => media switch
    {
        SimulatedMedia.Photo => (MediaKind.Photo, $"http://127.0.0.1/file/{part}.jpg", null, null),
        SimulatedMedia.Video => (MediaKind.Video, $"http://127.0.0.1/file/{part}.mp4", null, SimulatedMediaMarkup.Seconds(part)),
        SimulatedMedia.TooBigVideo => (MediaKind.Video, null, MediaGap.MediaTooBig, SimulatedMediaMarkup.Seconds(part)),
        SimulatedMedia.Voice => (MediaKind.Voice, $"http://127.0.0.1/file/{part}.ogg", null, SimulatedMediaMarkup.Seconds(part)),
        SimulatedMedia.RoundVideo => (MediaKind.RoundVideo, $"http://127.0.0.1/file/{part}.mp4", null, SimulatedMediaMarkup.Seconds(part)),
        _ => (MediaKind.Document, null, MediaGap.NotInPreview, null),
    };

    /// <summary>The next instant at which the newest page stays as it is for four hours.</summary>
    private static DateTimeOffset Quiet(DateTimeOffset from)
    {
        while (SimulatedPages.ETag(Channel, from) != SimulatedPages.ETag(Channel, from.AddHours(4))) from = from.AddMinutes(30);
        return from;
    }
}
