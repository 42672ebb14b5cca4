using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;

namespace Monitor.Core.Reposts;

/// <summary>The sound of a recording as Chromaprint fingerprints over time: what tells two clips apart where the picture tells too little.</summary>
public sealed class SoundTrack
{
    /// <summary>Milliseconds from one fingerprint to the next: 1,365 samples at 11,025 a second (Chromaprint's default algorithm).</summary>
    public const double StepMs = 1000.0 * 1365 / 11025;

    [Key, DatabaseGenerated(DatabaseGeneratedOption.None)] public long MediaItemId { get; set; }

    /// <summary>Fingerprints of 32 bits in order of time, little endian.</summary>
    public byte[] Packed { get; set; } = [];
}
