using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Posts;
using Monitor.Core.Keyframes;
using Monitor.Core.Media;

namespace Monitor.Core.Triage;

/// <summary>Scores posts and writes what came out: those that changed on their way to the index, and all of them where the lexicon changed.</summary>
public sealed class ScorePosts(WriteGate gate, IDbContextFactory<MonitorDbContext> contexts, Lexicons lexicons)
{
    private const int BatchSize = 500, AlikeBits = 60;

    /// <summary>Raised where more is written of a post than before: all posts are scored again. 2: <see cref="PostTriage.ClipKey"/>.</summary>
    private const string Version = "2";

    /// <summary>Scores these posts anew.</summary>
    public async Task RunAsync(IReadOnlyList<long> posts, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var made = (await FeaturesAsync(db, posts, cancellationToken)).Select(pair => (pair.PostId, Score: pair.Scorer.Score(pair.Features), Stamp: StampOf(pair.Scorer.Lexicon))).ToList();
        await gate.WriteAsync(async write =>
        {
            // Read where it is written: a person may have split off a copy since the scoring began.
            var clips = await ClipKeys.OfAsync(write, posts, cancellationToken);
            var known = await write.PostTriages.Where(row => posts.Contains(row.PostId)).ToDictionaryAsync(row => row.PostId, cancellationToken);
            foreach (var (id, result, stamp) in made)
            {
                if (!known.TryGetValue(id, out var row)) write.PostTriages.Add(row = new PostTriage { PostId = id });
                (row.Score, row.ReasonsJson, row.Lexicon, row.ClipKey) = (result.Score, JsonSerializer.Serialize(result.Reasons), stamp, clips.TryGetValue(id, out var key) ? key : null);
            }
        }, cancellationToken);
    }

    /// <summary>Scores the posts that another lexicon scored, or none.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var used = (await db.Channels.Select(channel => channel.Lexicons).Distinct().ToListAsync(cancellationToken)).ConvertAll(names => (names, Stamp: StampOf(lexicons.ForOrUsual(names).Lexicon)));
        while (true)
        {
            List<long> stale = [];
            foreach (var (names, stamp) in used.Where(_ => stale.Count == 0))
                stale = await db.PostTriages.Where(row => row.Lexicon != stamp && row.Post!.Channel!.Lexicons == names).OrderBy(row => row.PostId).Select(row => row.PostId).Take(BatchSize).ToListAsync(cancellationToken);
            if (stale.Count == 0) stale = await db.Posts.Where(post => !db.PostTriages.Any(row => row.PostId == post.Id)).OrderBy(post => post.Id).Select(post => post.Id).Take(BatchSize).ToListAsync(cancellationToken);
            if (stale.Count == 0) return;
            await RunAsync(stale, cancellationToken);
        }
    }

    private async Task<List<(long PostId, ScorePost Scorer, TriageFeatures Features)>> FeaturesAsync(MonitorDbContext db, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var posts = await db.Posts.AsNoTracking().Where(post => ids.Contains(post.Id)).Select(post => new { post.Id, post.Channel!.Outlet, post.Channel.Lexicons }).ToListAsync(cancellationToken);
        var texts = await LatestVersions.Of(db, ids).AsNoTracking().Select(row => new { row.PostId, row.Title, row.Text }).ToDictionaryAsync(row => row.PostId, row => row.Title + "\n" + row.Text, cancellationToken);
        var media = (await db.PostMedia.AsNoTracking().Where(row => ids.Contains(row.PostId) && row.IsCurrent && (row.Kind == MediaKind.Video || row.Kind == MediaKind.RoundVideo))
            .Select(row => new { row.PostId, row.ClaimedDurationMs, Item = row.Source!.MediaItemId, row.Source.Item!.DurationMs }).ToListAsync(cancellationToken)).ToLookup(row => row.PostId);
        var items = media.SelectMany(group => group).Select(row => row.Item).OfType<long>().Distinct().ToList();
        var shots = (await db.Shots.AsNoTracking().Where(row => items.Contains(row.MediaItemId)).GroupBy(row => row.MediaItemId).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken)).ToDictionary(row => row.Key, row => row.Count);
        var stills = (await db.Keyframes.AsNoTracking().Where(row => items.Contains(row.MediaItemId)).Select(row => new { row.MediaItemId, row.PerceptualHash }).ToListAsync(cancellationToken)).ToLookup(row => row.MediaItemId, row => PerceptualHash.Parse(row.PerceptualHash));
        var captions = (await db.PostMedia.AsNoTracking().Where(row => ids.Contains(row.PostId) && row.IsCurrent).Join(db.Captions, row => row.Source!.MediaItemId, caption => caption.MediaItemId, (row, caption) => new { row.PostId, Item = (long?)caption.MediaItemId, caption.Text }).ToListAsync(cancellationToken)).ToLookup(row => row.PostId);
        return [.. posts.Select(post => (post.Id, lexicons.ForOrUsual(post.Lexicons), new TriageFeatures(post.Outlet, texts.GetValueOrDefault(post.Id, ""), string.Join('\n', captions[post.Id].Select(caption => caption.Text).Distinct()),
            [.. media[post.Id].Select(row => new ClipForm(row.DurationMs ?? row.ClaimedDurationMs, row.Item is { } item && shots.TryGetValue(item, out var count) ? count : null, row.Item is { } shown && AreAlike([.. stills[shown]]), captions[post.Id].Any(caption => caption.Item == row.Item)))])))];
    }

    /// <summary>What a score depends on beside the post: the lexicon, and how posts are scored.</summary>
    private static string StampOf(Lexicon lexicon) => lexicon.Fingerprint[..14] + "-" + Version;

    private static bool AreAlike(List<PerceptualHash> hashes) => hashes.Count > 1 && hashes.TrueForAll(hash => hashes[0].DistanceTo(hash) <= AlikeBits);
}
