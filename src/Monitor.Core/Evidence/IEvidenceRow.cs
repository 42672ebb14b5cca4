namespace Monitor.Core.Evidence;

/// <summary>A row that custody entries of the first format speak of.</summary>
public interface IEvidenceRow
{
    long Id { get; }

    /// <summary>Its facts as entries of the first format have them.</summary>
    string EvidenceFacts();
}
