namespace Monitor.Core.Audit;

/// <summary>A row that people write. Every change of it is kept in its history and in the audit, in the transaction that writes it.</summary>
public interface IEditedRow
{
    long Id { get; }

    /// <summary>Raised by every change; who changes a row says which one was seen.</summary>
    int Revision { get; set; }

    /// <summary>Short name of the kind of row, as in the audit: person, act, tag …</summary>
    string EditedKind { get; }

    /// <summary>The row whose history shows the change: a name's is its person's. The row's own where it stands alone.</summary>
    (string Kind, long Id) Owner => (EditedKind, Id);
}
