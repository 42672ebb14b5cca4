using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Evidence;

namespace Monitor.Core.Media;

/// <summary>How bytes were made from other bytes: parent, exact command, tool, result. Never changed.</summary>
[Index(nameof(ParentHash), nameof(Kind), nameof(OutputHash), IsUnique = true)]
[Evidence("derivative", IsFixed = true)]
public sealed class Derivative : IEvidenceRow
{
    public long Id { get; set; }

    [MaxLength(64)] public string ParentHash { get; set; } = "";

    public DerivativeKind Kind { get; set; }

    [MaxLength(64)] public string OutputHash { get; set; } = "";

    public string Command { get; set; } = "";

    [MaxLength(128)] public string ToolVersion { get; set; } = "";

    public DateTimeOffset MadeAt { get; set; }

    public string EvidenceFacts() => string.Join('\n', ParentHash, Kind.ToString(), OutputHash, Command, ToolVersion,
        MadeAt.UtcTicks.ToString(CultureInfo.InvariantCulture));
}

public enum DerivativeKind { Still, SmallStill, BlurredStill, ViewingCopy, Decoded, CaptionPicture }
