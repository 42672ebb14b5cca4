using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;

namespace Monitor.App.Pages.Operations;

/// <summary>The rows of one state, first those that matter first.</summary>
public sealed record JobSection(StageState State, int Total, IReadOnlyList<JobRow> Rows)
{
    public static async Task<JobSection> LoadAsync(MonitorDbContext db, StageState state, int most, CancellationToken cancellationToken)
    {
        var of = db.StageRuns.AsNoTracking().Where(row => row.State == state);
        var ordered = state == StageState.Failed ? of.OrderByDescending(row => row.EndedAt) : of.OrderBy(row => row.DueAt);
        var rows = await ordered.ThenBy(row => row.Id).Take(most).ToListAsync(cancellationToken);
        var ids = rows.Where(row => row.SubjectKind == SubjectKind.Channel).Select(row => row.SubjectId).ToList();
        var channels = await db.Channels.Where(channel => ids.Contains(channel.Id)).ToDictionaryAsync(channel => channel.Id, channel => channel.Name, cancellationToken);
        return new JobSection(state, await of.CountAsync(cancellationToken), [.. rows.Select(row => new JobRow(row, Subject(row, channels)))]);
    }

    private static string Subject(StageRun row, Dictionary<long, string> channels) => row.SubjectKind switch
    {
        SubjectKind.Channel => channels.GetValueOrDefault(row.SubjectId, ""),
        SubjectKind.Post => Post.NumberOf(row.SubjectId),
        _ => row.SubjectId.ToString(CultureInfo.InvariantCulture),
    };
}

/// <summary>A piece of work, with the name of what it works on.</summary>
public sealed record JobRow(StageRun Run, string Subject);
