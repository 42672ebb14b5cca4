using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.People;
using Monitor.Core.Review;

namespace Monitor.Core.Archive.Indexing;

/// <summary>What people wrote about posts, as records hold it: each value with the least clearance that shows it anywhere on the post.</summary>
internal sealed class AnalystValues
{
    private ILookup<long, PersonTag> tagsOfPosts = Empty<PersonTag>(), tagsOfMedia = Empty<PersonTag>();
    private ILookup<long, Act> actsOfPosts = Empty<Act>();
    private ILookup<long, (Act Act, int Clearance)> actsOfTags = Empty<(Act, int)>();
    private ILookup<long, ReviewDecision> steps = Empty<ReviewDecision>();
    private ILookup<long, TimedText> speech = Empty<TimedText>();

    public static async Task<AnalystValues> LoadAsync(MonitorDbContext db, IReadOnlyList<long> posts, IReadOnlyList<long> items, CancellationToken cancellationToken)
    {
        var tags = await db.PersonTags.AsNoTracking().Include(tag => tag.Person).ThenInclude(person => person!.Names).Where(tag => (tag.PostId != null && posts.Contains(tag.PostId.Value)) || (tag.MediaItemId != null && items.Contains(tag.MediaItemId.Value))).OrderBy(tag => tag.Id).ToListAsync(cancellationToken);
        var tagIds = tags.Select(tag => tag.Id).ToList();
        var evidence = await db.ActEvidence.AsNoTracking().Include(row => row.Act).ThenInclude(act => act!.Person).Where(row => (row.PostId != null && posts.Contains(row.PostId.Value)) || (row.TagId != null && tagIds.Contains(row.TagId.Value))).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var byId = tags.ToDictionary(tag => tag.Id);
        return new AnalystValues
        {
            tagsOfPosts = tags.Where(tag => tag.PostId is not null).ToLookup(tag => tag.PostId!.Value),
            tagsOfMedia = tags.Where(tag => tag.MediaItemId is not null).ToLookup(tag => tag.MediaItemId!.Value),
            actsOfPosts = evidence.Where(row => row.PostId is not null).ToLookup(row => row.PostId!.Value, row => row.Act!),
            actsOfTags = evidence.Where(row => row.TagId is not null).ToLookup(row => row.TagId!.Value, row => SeenThrough(row.Act!, byId[row.TagId!.Value])),
            steps = (await db.ReviewDecisions.AsNoTracking().Where(step => posts.Contains(step.PostId)).OrderBy(step => step.Id).ToListAsync(cancellationToken)).ToLookup(step => step.PostId),
            speech = (await LoadSpeechAsync(db, items, cancellationToken)).ToLookup(text => text.MediaItemId),
        };
    }

    public ArchiveRecord AddTo(ArchiveRecord record, IReadOnlyList<long> items)
    {
        var tags = tagsOfPosts[record.Id].Concat(items.SelectMany(item => tagsOfMedia[item])).ToList();
        var acts = actsOfPosts[record.Id].Select(act => (Act: act, Clearance: act.NeededClearance)).Concat(tags.SelectMany(tag => actsOfTags[tag.Id]));
        var fold = ReviewFold.Of([.. steps[record.Id]]);
        return record with
        {
            People = [.. tags.GroupBy(tag => tag.PersonId).Select(group => new RecordPerson(Person.NumberOf(group.Key), NamesOf(group.First().Person!), group.Min(tag => tag.NeededClearance)))],
            Unions = Least(tags.Where(tag => tag.Person!.Union is not null).Select(tag => new RecordValue(tag.Person!.Union!, tag.NeededClearance))),
            Acts = Least(acts.Select(act => new RecordValue(act.Act.Kind.ToString(), act.Clearance))),
            Statuses = [.. StatusesOf(fold).Select(status => new RecordValue(status))],
            Notes = [.. steps[record.Id].Where(step => step.Note is not null).Select(step => new RecordValue(step.Note!, (int)Confidentiality.Restricted))],
            Speech = [.. items.SelectMany(item => speech[item])],
        };
    }

    /// <summary>The state of the review, and what was decided.</summary>
    private static IEnumerable<string> StatusesOf(ReviewFold fold) => fold.Decision is { } decision ? [fold.State.ToString(), decision.ToString()] : [fold.State.ToString()];

    private static IReadOnlyList<string> NamesOf(Person person) => person.Names.Count > 0 ? [.. person.Names.OrderBy(name => name.Id).Select(name => name.Name)] : person.Description is { } description ? [description] : [];

    private static List<RecordValue> Least(IEnumerable<RecordValue> values) => [.. values.GroupBy(value => value.Value, StringComparer.Ordinal).Select(group => group.MinBy(value => value.Clearance)!)];

    private static (Act, int) SeenThrough(Act act, PersonTag tag) => (act, Math.Max(act.NeededClearance, tag.NeededClearance));

    /// <summary>The latest version of each language of each media item.</summary>
    private static async Task<List<TimedText>> LoadSpeechAsync(MonitorDbContext db, IReadOnlyList<long> items, CancellationToken cancellationToken) =>
        await LatestTranscripts.Of(db, items)
            .OrderBy(row => row.Language).SelectMany(row => row.Lines, (row, line) => new { row.MediaItemId, line.Id, line.StartMs, line.EndMs, line.Text }).OrderBy(line => line.Id)
            .Select(line => new TimedText(line.MediaItemId, line.StartMs, line.EndMs, line.Text, 0)).ToListAsync(cancellationToken);

    private static ILookup<long, T> Empty<T>() => Array.Empty<T>().ToLookup(_ => 0L);
}
