using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Monitor.Core.Database;

namespace Monitor.Core.Evidence;

/// <summary>The tables whose rows are evidence, found by <see cref="EvidenceAttribute"/>.</summary>
internal static class EvidenceTables
{
    private static readonly ConcurrentDictionary<Type, EvidenceAttribute?> Attributes = new();

    /// <summary>What the class of a row says; null where it is no evidence.</summary>
    public static EvidenceAttribute? Of(Type type) => Attributes.GetOrAdd(type, key => key.GetCustomAttribute<EvidenceAttribute>());

    public static IReadOnlyList<EvidenceTable> All(MonitorDbContext db) => [.. db.Model.GetEntityTypes().Where(type => Of(type.ClrType) is not null).OrderBy(type => Of(type.ClrType)!.Kind, StringComparer.Ordinal)
        .Select(type => (EvidenceTable)Activator.CreateInstance(typeof(EvidenceTable<>).MakeGenericType(type.ClrType), type)!)];
}

/// <summary>One of them.</summary>
internal abstract class EvidenceTable(IEntityType type)
{
    public string Kind => EvidenceTables.Of(type.ClrType)!.Kind;

    /// <summary>The rows of these ids that there are.</summary>
    public abstract Task<IReadOnlyList<EvidenceFacts>> ReadAsync(MonitorDbContext db, IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    /// <summary>Rows after an id, in order.</summary>
    public abstract Task<IReadOnlyList<EvidenceFacts>> PageAsync(MonitorDbContext db, long after, int most, CancellationToken cancellationToken);

    protected EvidenceFacts FactsOf(object row) => new((long)type.FindPrimaryKey()!.Properties[0].PropertyInfo!.GetValue(row)!, CustodyFacts.Of(type, row), row as IEvidenceRow, row);
}

/// <summary>A row with its facts.</summary>
/// <param name="Legacy">The row, where entries of the first format may speak of it.</param>
internal sealed record EvidenceFacts(long Id, string Facts, IEvidenceRow? Legacy, object Row);

internal sealed class EvidenceTable<T>(IEntityType type) : EvidenceTable(type)
    where T : class
{
    public override async Task<IReadOnlyList<EvidenceFacts>> ReadAsync(MonitorDbContext db, IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        [.. (await db.Set<T>().AsNoTracking().Where(row => ids.Contains(EF.Property<long>(row, "Id"))).ToListAsync(cancellationToken)).Select(FactsOf)];

    public override async Task<IReadOnlyList<EvidenceFacts>> PageAsync(MonitorDbContext db, long after, int most, CancellationToken cancellationToken) =>
        [.. (await db.Set<T>().AsNoTracking().Where(row => EF.Property<long>(row, "Id") > after).OrderBy(row => EF.Property<long>(row, "Id")).Take(most).ToListAsync(cancellationToken)).Select(FactsOf)];
}
