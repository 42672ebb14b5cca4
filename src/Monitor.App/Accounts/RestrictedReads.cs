using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;
using Monitor.Core.Database;

namespace Monitor.App.Accounts;

/// <summary>Notes who read which restricted record, before it is shown.</summary>
public sealed class RestrictedReads(WriteGate gate, IDbContextFactory<MonitorDbContext> contexts, TimeProvider clock)
{
    /// <summary>Notes those of the persons who are restricted.</summary>
    public async Task NotePersonsAsync(ClaimsPrincipal user, IEnumerable<long> persons, CancellationToken cancellationToken)
    {
        var ids = persons.Distinct().ToList();
        if (ids.Count == 0) return;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await NoteAsync(user, (await db.Persons.Where(person => ids.Contains(person.Id) && person.Clearance > 0).Select(person => person.Id).ToListAsync(cancellationToken)).Select(id => ("person", id)), cancellationToken);
    }

    /// <summary>Where the list is empty nothing is written: what everybody may read is nobody's business.</summary>
    public Task NoteAsync(ClaimsPrincipal user, IEnumerable<(string Kind, long Id)> records, CancellationToken cancellationToken)
    {
        var read = records.Distinct().ToList();
        if (read.Count == 0) return Task.CompletedTask;
        var actor = Policies.ActorOf(user);
        return gate.WriteAsync(async db =>
        {
            foreach (var (kind, id) in read) await AuditChain.AppendAsync(db, actor, AuditAction.Read, kind, id.ToString(CultureInfo.InvariantCulture), "", clock.GetUtcNow(), cancellationToken);
        }, cancellationToken);
    }
}
