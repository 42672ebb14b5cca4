using Monitor.Core.Channels;
using Monitor.Core.Database;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Posts;

/// <summary>Writes the attachments of the posts of one reading: their places, their sources, the downloads that they need and the gaps that they leave or fill.</summary>
internal sealed class RecordMedia(MonitorDbContext db, Channel channel, KnownPosts known, DateTimeOffset now)
{
    private readonly CoverageGaps gaps = new(db, channel.Id);
    private readonly HashSet<MediaSource> shown = [];
    private readonly List<(MediaRenewal Renewal, MediaSource Source)> waiting = [];

    /// <summary>Identities of all sources that the posts name.</summary>
    public static IEnumerable<string> IdentitiesOf(Channel channel, IEnumerable<ReadPost> posts) =>
        posts.SelectMany(post => post.Media.Where(media => media is { Url: not null, Gap: null }).SelectMany(media => post.FormerIds.Append(post.NativeId).Select(id => SourceIdentity(channel, id, media.Url!))));

    public async Task RunAsync(Post post, ReadPost read, CancellationToken cancellationToken)
    {
        var rows = known.MediaOf(post);
        var seen = new HashSet<string>();
        foreach (var (position, media) in read.Media.Index())
        {
            var shownAs = PostFingerprint.MediaIdentity(media, position);
            var identity = known.IdentityOf(post, shownAs);
            if (!seen.Add(identity)) continue;
            var row = rows.FirstOrDefault(other => other.Identity == identity) ?? Add(post, identity);
            (row.Position, row.IsCurrent, row.Kind) = (position, true, media.Kind);
            row.ClaimedDurationMs = media.DurationSeconds is { } seconds ? (long)(seconds * 1000) : null;
            if (media is { Url: { } url, Gap: null } && identity == shownAs) row.Source = SourceOf(post, url, media.Kind);
            await SetGapAsync(post, row, media, cancellationToken);
        }

        // What a person attached stays. What a later version shows otherwise is no gap any more: the same video with an address has another identity.
        var fresh = read.Media.Where((media, position) => media.Gap is null && rows.All(row => row.Identity != known.IdentityOf(post, PostFingerprint.MediaIdentity(media, position)))).GroupBy(media => media.Kind).ToDictionary(same => same.Key, same => same.Count());
        foreach (var gone in rows.Where(row => row.IsCurrent && row.Source?.IsImported != true && !seen.Contains(row.Identity)))
        {
            gone.IsCurrent = false;
            if (gone.Gap is { } gap && fresh.GetValueOrDefault(gone.Kind) > 0 && fresh[gone.Kind]-- > 0) await MediaGaps.CloseAsync(gaps, post, gone, gap, now, cancellationToken);
        }
    }

    /// <summary>Identities of the attachments of a reading, as the post's versions know them.</summary>
    public string IdentitiesOf(Post post, ReadPost read) => string.Join(' ', read.Media.Select((media, position) => known.IdentityOf(post, PostFingerprint.MediaIdentity(media, position))));

    /// <summary>Where the otherwise equal post shows the same number of attachments of the same kinds, and some pictures at other addresses (Telegram's live about two days), those are fetched once; until then the post is unchanged. False where it shows others.</summary>
    public Task<bool> RenewAsync(Post post, ReadPost read, PostVersion version, PostOrigin origin, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (before, rows) = (version.MediaIdentities.Split(' ', StringSplitOptions.RemoveEmptyEntries), known.MediaOf(post));
        if (before.Length != read.Media.Count) return Task.FromResult(false);
        var renewed = new List<(PostMedia Row, ReadMedia Media, string Identity)>();
        foreach (var (position, media) in read.Media.Index())
        {
            var identity = PostFingerprint.MediaIdentity(media, position);
            if (known.IdentityOf(post, identity) == before[position]) continue;
            // An identity that the version has in another place has moved there: that is a change.
            if (media is not { Url: not null, Gap: null, Kind: MediaKind.Photo or MediaKind.Sticker } || before.Contains(identity) || renewed.Exists(other => other.Identity == identity) || rows.FirstOrDefault(row => row.Identity == before[position]) is not { Source: not null } row || row.Kind != media.Kind) return Task.FromResult(false);
            // What that address brought before was something else.
            if (known.Source(SourceIdentity(channel, post.NativeId, media.Url))?.MediaItemId is { } other && other != row.Source.MediaItemId) return Task.FromResult(false);
            renewed.Add((row, media, identity));
        }

        foreach (var (row, media, identity) in renewed) Renew(post, row, media, identity, origin);
        return Task.FromResult(true);
    }

    private void Renew(Post post, PostMedia row, ReadMedia media, string identity, PostOrigin origin)
    {
        var source = SourceOf(post, media.Url!, media.Kind);
        var isSame = source.MediaItemId is not null && source.MediaItemId == row.Source!.MediaItemId;
        // An address that the post has shown before, in another turn, has its row.
        if (known.Renewal(post, identity) is not { } renewal)
        {
            renewal = new MediaRenewal { PostId = post.Id, Identity = identity };
            db.MediaRenewals.Add(renewal);
            known.Add(renewal);
        }

        (renewal.Known, renewal.ExchangeId, renewal.SeenAt, renewal.State) = (row.Identity, origin.ExchangeId, now, isSame ? RenewalState.Same : RenewalState.Waiting);
        waiting.Add((renewal, source));
    }

    /// <summary>Plans the downloads. Call after the rows are saved.</summary>
    public async Task PlanAsync(CancellationToken cancellationToken)
    {
        foreach (var (renewal, source) in waiting) renewal.MediaSourceId = source.Id;
        await StageRuns.PlanAsync(db, SubjectKind.MediaSource, [.. shown.Select(source => source.Id)], StageKind.Download, "channel:" + channel.Id, channel.Stages, now, cancellationToken);
    }

    private PostMedia Add(Post post, string identity)
    {
        var row = new PostMedia { PostId = post.Id, Identity = identity };
        db.PostMedia.Add(row);
        return row;
    }

    /// <summary>Where the bytes are there already, by another reading or by a person's hand, a page that does not show them opens no gap.</summary>
    private async Task SetGapAsync(Post post, PostMedia row, ReadMedia media, CancellationToken cancellationToken)
    {
        var isHad = media.Url is null ? row.MediaSourceId is not null : row.Source?.MediaItemId is not null;
        if (isHad || (row.Gap is MediaGap.Gone or MediaGap.NotFetched or MediaGap.RefusedToProxy && media.Gap is null)) return;
        var gap = media.Gap ?? (media.Url is null ? MediaGap.NotInPreview : null);
        if (row.Gap is { } before && before != gap) await MediaGaps.CloseAsync(gaps, post, row, before, now, cancellationToken);
        row.Gap = gap;
        if (gap is { } open) await MediaGaps.OpenAsync(gaps, post, row, open, cancellationToken);
    }

    private MediaSource SourceOf(Post post, string url, MediaKind kind)
    {
        var identity = SourceIdentity(channel, post.NativeId, url);
        var source = known.Source(identity);
        if (source is null)
        {
            source = new MediaSource { Identity = identity, Url = url, Kind = kind, ChannelId = channel.Id };
            db.MediaSources.Add(source);
            known.Add(source);
        }

        if (source.MediaItemId is null) source.Url = url;
        shown.Add(source);
        return source;
    }

    /// <summary>Telegram's own servers give a path to one file only; a feed's server may do as it likes.</summary>
    private static string SourceIdentity(Channel channel, string nativeId, string url) => channel.Kind == ChannelKind.Telegram ? MediaUrl.Identity(url) : MediaUrl.IdentityIn(nativeId, url);
}
