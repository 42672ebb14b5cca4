using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.Core.Archive.Querying;

/// <summary>Tells what a query names and the archive does not have: a search that finds nothing because of a mistyped channel would look like a channel that said nothing.</summary>
public sealed class CheckQuery(IDbContextFactory<MonitorDbContext> contexts)
{
    private const int MostNamed = 30;

    public async Task<ArchiveQuery> RunAsync(ArchiveQuery query, CancellationToken cancellationToken)
    {
        var asked = ChannelsOf(query.Root).Distinct().ToList();
        if (asked.Count == 0) return query;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var names = await db.Channels.OrderBy(channel => channel.Name).Select(channel => channel.Name).ToListAsync(cancellationToken);
        var unknown = asked.Except(names.Select(name => QueryField.Key("channel", name))).ToList();
        return unknown.Count == 0 ? query : query with { Problems = [.. query.Problems, .. unknown.Select(name => new QueryProblem(QueryProblemKind.NoSuchChannel, "channel:" + name, [.. names.Take(MostNamed)]))] };
    }

    private static IEnumerable<string> ChannelsOf(QueryNode node) => node switch
    {
        QueryNode.All all => all.Parts.SelectMany(ChannelsOf),
        QueryNode.Any any => any.Parts.SelectMany(ChannelsOf),
        QueryNode.Without not => ChannelsOf(not.Part),
        QueryNode.Value { Field: "channel" } value => [value.Key],
        _ => [],
    };
}
