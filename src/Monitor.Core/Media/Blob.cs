using System.ComponentModel.DataAnnotations;

namespace Monitor.Core.Media;

/// <summary>Bytes that some row speaks of; the bytes lie in the media store under their hash.</summary>
public sealed class Blob
{
    [Key, MaxLength(64)] public string Hash { get; set; } = "";

    /// <summary>Length in bytes.</summary>
    public long Length { get; set; }
}
