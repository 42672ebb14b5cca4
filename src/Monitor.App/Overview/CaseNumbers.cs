using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Archive;
using Monitor.Core.Database;
using Monitor.Core.Review;

namespace Monitor.App.Overview;

/// <summary>Numbers of acts and persons, as a viewer may see them. Kept until somebody writes or a channel brings something.</summary>
public sealed class CaseNumbers(IDbContextFactory<MonitorDbContext> contexts)
{
    private readonly ConcurrentDictionary<int, ((long, long) Stamp, CaseCounts Counts)> kept = [];

    public async Task<CaseCounts> ReadAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stamp = (await db.Changes.MaxAsync(change => (long?)change.Id, cancellationToken) ?? 0, await db.PostMedia.MaxAsync(media => (long?)media.Id, cancellationToken) ?? 0);
        if (kept.TryGetValue(viewer.Clearance, out var held) && held.Stamp == stamp) return held.Counts;
        var counts = await CountAsync(db, viewer, cancellationToken);
        kept[viewer.Clearance] = (stamp, counts);
        return counts;
    }

    private static async Task<CaseCounts> CountAsync(MonitorDbContext db, Viewer viewer, CancellationToken cancellationToken)
    {
        var acts = db.Acts.VisibleTo(viewer).AsNoTracking();
        var months = await acts.Where(act => act.When != null && act.When.Length >= 7).GroupBy(act => act.When!.Substring(0, 7)).Select(group => new Counted(group.Key, group.Count(), group.Select(act => act.PersonId).Distinct().Count())).ToListAsync(cancellationToken);
        var kinds = await acts.GroupBy(act => act.Kind).Select(group => new { group.Key, Acts = group.Count(), Persons = group.Select(act => act.PersonId).Distinct().Count() }).ToListAsync(cancellationToken);
        var unions = await acts.Where(act => act.Person!.Union != null).GroupBy(act => act.Person!.Union!).Select(group => new Counted(group.Key, group.Count(), group.Select(act => act.PersonId).Distinct().Count())).ToListAsync(cancellationToken);
        var byPost = acts.SelectMany(act => act.Evidence, (act, row) => new { act.Id, act.PersonId, row.PostId }).Where(row => row.PostId != null).Join(db.Posts, row => row.PostId, post => post.Id, (row, post) => new { row.Id, row.PersonId, post.ChannelId });
        var clearance = viewer.Clearance;
        var tagged = acts.SelectMany(act => act.Evidence, (act, row) => new { act.Id, act.PersonId, row.Tag }).Where(row => row.Tag != null && row.Tag.Clearance <= clearance && row.Tag.Person!.Clearance <= clearance);
        var byText = tagged.Where(row => row.Tag!.PostId != null).Join(db.Posts, row => row.Tag!.PostId, post => post.Id, (row, post) => new { row.Id, row.PersonId, post.ChannelId });
        var byClip = tagged.Where(row => row.Tag!.MediaItemId != null).Join(db.PostMedia.Where(media => media.IsCurrent), row => row.Tag!.MediaItemId, media => media.Source!.MediaItemId, (row, media) => new { row.Id, row.PersonId, media.PostId }).Join(db.Posts, row => row.PostId, post => post.Id, (row, post) => new { row.Id, row.PersonId, post.ChannelId });
        var pairs = await byPost.Union(byText).Union(byClip).ToListAsync(cancellationToken);
        var titles = await db.Channels.AsNoTracking().ToDictionaryAsync(channel => channel.Id, channel => channel.Title, cancellationToken);
        var total = new Counted("", await acts.CountAsync(cancellationToken), await acts.Select(act => act.PersonId).Distinct().CountAsync(cancellationToken));
        return new CaseCounts(total, [.. months.OrderBy(row => row.Value, StringComparer.Ordinal)], [.. kinds.OrderByDescending(row => row.Acts).ThenBy(row => row.Key).Select(row => new Counted(row.Key.ToString(), row.Acts, row.Persons))],
            Sorted(unions), Sorted(pairs.GroupBy(pair => pair.ChannelId).Select(group => new Counted(titles.GetValueOrDefault(group.Key, ""), group.Select(pair => pair.Id).Distinct().Count(), group.Select(pair => pair.PersonId).Distinct().Count()))));
    }

    private static List<Counted> Sorted(IEnumerable<Counted> rows) => [.. rows.OrderByDescending(row => row.Acts).ThenBy(row => row.Value, StringComparer.Ordinal).Take(100)];
}

/// <summary>A value with its acts and the persons they were done to.</summary>
public sealed record Counted(string Value, int Acts, int Persons);

public sealed record CaseCounts(Counted Total, IReadOnlyList<Counted> Months, IReadOnlyList<Counted> Kinds, IReadOnlyList<Counted> Unions, IReadOnlyList<Counted> Channels)
{
    public IReadOnlyList<Counted>? Of(CaseChart chart) => chart switch { CaseChart.Months => Months, CaseChart.Kinds => Kinds, CaseChart.Unions => Unions, CaseChart.Channels => Channels, _ => null };
}

public enum CaseChart { Months, Kinds, Unions, Channels }
