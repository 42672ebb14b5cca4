namespace Monitor.Core.Media;

/// <summary>Bytes that are durably in the store.</summary>
public sealed record StoredBlob(ContentHash Hash, long Length);
