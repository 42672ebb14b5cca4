using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Monitor.Core.Database;

namespace Monitor.Core.Audit;

/// <summary>Turns the edited rows of a save into history and audit: what was changed is read before the save, ids are known after it.</summary>
internal sealed class EditHistory
{
    private readonly List<(IEditedRow Row, AuditAction Action, List<(string Field, string? Before, string? After)> Fields)> edits = [];
    private readonly List<(IEditedRow Row, (string Kind, long Id) From, string Content)> moves = [];

    /// <summary>Looks at what is about to be saved, and raises the revisions. Throws where nobody says who writes.</summary>
    public EditHistory(MonitorDbContext db)
    {
        foreach (var entry in db.ChangeTracker.Entries<IEditedRow>().Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted))
        {
            if (db.Actor is null) throw new InvalidOperationException($"A {entry.Entity.EditedKind} is written by somebody: use WriteGate with an actor.");
            if (entry.State == EntityState.Modified) entry.Entity.Revision++;
            // A name or status that goes from one person to another is told in the history of both. Acts and tags have a history, and a confidentiality, of their own.
            if (entry.State == EntityState.Modified && entry.Entity.Owner.Kind == "person" && entry.Metadata.FindProperty("PersonId") is not null && entry.Property("PersonId") is { IsModified: true, OriginalValue: long from })
                moves.Add((entry.Entity, ("person", from), string.Join(", ", entry.Properties.Where(property => property.Metadata.ClrType == typeof(string)).Select(property => Text(property.CurrentValue)).Where(text => text is { Length: > 0 }))));
            edits.Add((entry.Entity, entry.State switch { EntityState.Added => AuditAction.Created, EntityState.Deleted => AuditAction.Removed, _ => AuditAction.Changed }, [.. Fields(entry)]));
        }
    }

    public bool IsEmpty => edits.Count == 0;

    /// <summary>Adds the rows of the history, for the next save of the same transaction.</summary>
    public async Task AppendAsync(MonitorDbContext db, DateTimeOffset at, CancellationToken cancellationToken)
    {
        foreach (var owner in edits.GroupBy(edit => edit.Row.Owner))
        {
            var own = owner.Where(edit => edit.Row.EditedKind == owner.Key.Kind && edit.Row.Id == owner.Key.Id).Select(edit => (AuditAction?)edit.Action).FirstOrDefault() ?? AuditAction.Changed;
            var detail = string.Join(' ', owner.SelectMany(edit => edit.Fields.Select(field => edit.Row.EditedKind + "." + field.Field)).Distinct());
            var entry = await AuditChain.AppendAsync(db, db.Actor!, own, owner.Key.Kind, owner.Key.Id.ToString(CultureInfo.InvariantCulture), detail, at, cancellationToken);
            foreach (var (row, _, fields) in owner)
                foreach (var (field, before, after) in fields)
                    db.Changes.Add(new Change { AuditSequence = entry.Sequence, SubjectKind = owner.Key.Kind, SubjectId = owner.Key.Id, Field = row.EditedKind + "." + field, Before = before, After = after });
            foreach (var move in moves.Where(move => move.Row.Owner == owner.Key)) db.Changes.Add(new Change { AuditSequence = entry.Sequence, SubjectKind = owner.Key.Kind, SubjectId = owner.Key.Id, Field = move.Row.EditedKind + ".moved", Before = null, After = move.Content });
        }

        await AppendMovesAsync(db, at, cancellationToken);
    }

    /// <summary>Adds what moved to the history of the person it came from.</summary>
    private async Task AppendMovesAsync(MonitorDbContext db, DateTimeOffset at, CancellationToken cancellationToken)
    {
        foreach (var from in moves.GroupBy(move => move.From))
        {
            var entry = await AuditChain.AppendAsync(db, db.Actor!, AuditAction.Changed, from.Key.Kind, from.Key.Id.ToString(CultureInfo.InvariantCulture), string.Join(' ', from.Select(move => move.Row.EditedKind + ".moved").Distinct()), at, cancellationToken);
            foreach (var move in from) db.Changes.Add(new Change { AuditSequence = entry.Sequence, SubjectKind = from.Key.Kind, SubjectId = from.Key.Id, Field = move.Row.EditedKind + ".moved", Before = move.Content, After = null });
        }
    }

    private static IEnumerable<(string Field, string? Before, string? After)> Fields(EntityEntry<IEditedRow> entry)
    {
        foreach (var property in entry.Properties.Where(property => !property.Metadata.IsPrimaryKey() && !property.IsTemporary && property.Metadata.Name != nameof(IEditedRow.Revision)))
        {
            var before = entry.State == EntityState.Added ? null : Text(property.OriginalValue);
            var after = entry.State == EntityState.Deleted ? null : Text(property.CurrentValue);
            if (before != after) yield return (property.Metadata.Name, before, after);
        }
    }

    private static string? Text(object? value) => value is null ? null : Convert.ToString(value, CultureInfo.InvariantCulture);
}
