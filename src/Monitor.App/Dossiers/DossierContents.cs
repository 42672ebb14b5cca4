using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.App.Pages.Cases;
using Monitor.Core.Archive;
using Monitor.Core.Database;
using Monitor.Core.Posts;
using Monitor.Core.Review;

namespace Monitor.App.Dossiers;

/// <summary>What a dossier holds besides the case: each source with its hashes, each picture's file, what is said while the person is to be seen.</summary>
public sealed record DossierContents(CaseFile Case, IReadOnlyList<DossierSource> Sources, IReadOnlyDictionary<long, DossierStill> Stills, IReadOnlyDictionary<long, string> Clips, ILookup<long, DossierSpeech> Speech)
{
    /// <summary>Null where there is no such person for this viewer, or the person is withheld from export.</summary>
    public static async Task<DossierContents?> LoadAsync(MonitorDbContext db, long personId, Viewer viewer, CancellationToken cancellationToken)
    {
        var allowed = Policies.ForExport(viewer);
        if (await CaseFile.LoadAsync(db, personId, allowed, cancellationToken) is not { Person.MergedIntoId: null } found) return null;
        var posts = found.Acts.SelectMany(act => act.Evidence).SelectMany(evidence => evidence.Posts).Concat(found.Appearances.SelectMany(seen => seen.Posts)).DistinctBy(post => post.Id).OrderBy(post => post.PublishedAt).ThenBy(post => post.Id).ToList();
        var ids = posts.Select(post => post.Id).ToList();
        var versions = await LatestVersions.Of(db, ids).AsNoTracking().Select(row => new { row.PostId, row.Fingerprint, row.ReadAt }).ToDictionaryAsync(row => row.PostId, cancellationToken);
        var items = found.Appearances.Select(seen => seen.Tag.MediaItemId).OfType<long>().Distinct().ToList();
        var hashes = await db.MediaItems.AsNoTracking().Where(item => items.Contains(item.Id)).ToDictionaryAsync(item => item.Id, item => item.ContentHash, cancellationToken);
        var shown = found.Appearances.SelectMany(seen => seen.Stills).Distinct().ToList();
        var stills = await db.Keyframes.AsNoTracking().Where(still => shown.Contains(still.Id)).Select(still => new DossierStill(still.Id, still.TimeMs, still.FullHash, still.BlurredHash)).ToDictionaryAsync(still => still.Id, cancellationToken);
        var spoken = await LatestTranscripts.Of(db, items)
            .SelectMany(row => row.Lines, (row, line) => new DossierSpeech(row.MediaItemId, row.Language, row.IsTranslation, row.MachineModel, line.StartMs, line.EndMs, line.Text)).ToListAsync(cancellationToken);
        return new DossierContents(found, [.. posts.Select((post, at) => new DossierSource(at + 1, post, versions.TryGetValue(post.Id, out var version) ? version.Fingerprint : null, versions.TryGetValue(post.Id, out version) ? version.ReadAt : null))], stills, hashes, spoken.OrderBy(line => line.Language).ThenBy(line => line.StartMs).ToLookup(line => line.MediaItemId));
    }

    public DossierSource SourceOf(CasePost post) => Sources.First(source => source.Post.Id == post.Id);

    /// <summary>What is said while the tag lasts.</summary>
    public IEnumerable<DossierSpeech> SpeechOf(PersonTag tag) => tag.MediaItemId is { } item ? Speech[item].Where(line => line.EndMs >= (tag.FromMs ?? 0) && line.StartMs <= (tag.ToMs ?? long.MaxValue)) : [];
}

/// <param name="Fingerprint">SHA-256 of the latest version's content.</param>
public sealed record DossierSource(int Number, CasePost Post, string? Fingerprint, DateTimeOffset? ReadAt);

public sealed record DossierStill(long Id, long TimeMs, string FullHash, string BlurredHash);

public sealed record DossierSpeech(long MediaItemId, string Language, bool IsTranslation, string? MachineModel, long StartMs, long EndMs, string Text);
