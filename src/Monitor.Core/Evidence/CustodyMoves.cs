using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Monitor.Core.Database;

namespace Monitor.Core.Evidence;

/// <summary>Turns the evidence rows of a save into custody entries: what is about to change is read before the save, ids are known after it. A row that may not change is refused.</summary>
internal sealed class CustodyMoves
{
    private readonly List<(EntityEntry Entry, EvidenceAttribute Evidence, CustodyEvent Event)> moves = [];

    /// <summary>Throws <see cref="InvalidOperationException"/> where a row that is fixed would be changed or removed.</summary>
    public CustodyMoves(MonitorDbContext db)
    {
        foreach (var entry in db.ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted))
        {
            if (EvidenceTables.Of(entry.Metadata.ClrType) is not { } evidence || !IsMove(entry)) continue;
            if (evidence.IsFixed && entry.State != EntityState.Added) throw new InvalidOperationException($"A {evidence.Kind} row is evidence and is never changed.");
            moves.Add((entry, evidence, entry.State == EntityState.Deleted ? CustodyEvent.Removed : entry.State == EntityState.Added ? CustodyEvent.Written : CustodyEvent.Changed));
        }
    }

    public bool IsEmpty => moves.Count == 0;

    /// <summary>Adds the entries, for the next save of the same transaction.</summary>
    public async Task AppendAsync(MonitorDbContext db, DateTimeOffset at, CancellationToken cancellationToken)
    {
        foreach (var (entry, evidence, happened) in moves.OrderBy(move => move.Evidence.Kind, StringComparer.Ordinal).ThenBy(move => IdOf(move.Entry)))
            await CustodyChain.AppendAsync(db, new CustodyFact(evidence.Kind, IdOf(entry), happened, happened == CustodyEvent.Removed ? "" : CustodyFacts.Of(entry.Metadata, entry.Entity)), at, cancellationToken);
    }

    /// <summary>A change of what is no fact is none.</summary>
    private static bool IsMove(EntityEntry entry) => entry.State != EntityState.Modified
        || CustodyFacts.Of(entry.Metadata, column => entry.OriginalValues[column]) != CustodyFacts.Of(entry.Metadata, column => entry.CurrentValues[column]);

    private static long IdOf(EntityEntry entry) => (long)entry.Metadata.FindPrimaryKey()!.Properties[0].PropertyInfo!.GetValue(entry.Entity)!;
}
