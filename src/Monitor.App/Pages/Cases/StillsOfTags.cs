using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Review;

namespace Monitor.App.Pages.Cases;

/// <summary>Stills out of the time ranges of tags: at most three each, spread over the range.</summary>
internal static class StillsOfTags
{
    private const int Most = 3;

    public static async Task<IReadOnlyDictionary<long, IReadOnlyList<long>>> ReadAsync(MonitorDbContext db, IReadOnlyList<PersonTag> tags, CancellationToken cancellationToken)
    {
        var items = tags.Select(tag => tag.MediaItemId).OfType<long>().Distinct().ToList();
        var stills = (await db.Keyframes.AsNoTracking().Where(still => items.Contains(still.MediaItemId)).OrderBy(still => still.Frame).Select(still => new { still.Id, still.MediaItemId, still.FromMs, still.ToMs }).ToListAsync(cancellationToken)).ToLookup(still => still.MediaItemId);
        return tags.Where(tag => tag.MediaItemId is not null).ToDictionary(tag => tag.Id, tag =>
        {
            var inside = stills[tag.MediaItemId!.Value].Where(still => still.ToMs >= (tag.FromMs ?? 0) && still.FromMs <= (tag.ToMs ?? long.MaxValue)).Select(still => still.Id).ToList();
            return (IReadOnlyList<long>)[.. Enumerable.Range(0, Math.Min(Most, inside.Count)).Select(at => inside[at * inside.Count / Math.Min(Most, inside.Count)])];
        });
    }
}
