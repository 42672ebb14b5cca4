using System.ComponentModel.DataAnnotations;

namespace Monitor.Core.Media;

/// <summary>How media are decoded.</summary>
public sealed class MediaOptions
{
    public const string Section = "Media";

    /// <summary>"bwrap" (default), or "none": decode without a sandbox, for machines that cannot have one. The start log and the health page call "none" out.</summary>
    [Required, RegularExpression("^(bwrap|none)$", ErrorMessage = "Media:Sandbox is 'bwrap' or 'none'.")]
    public string Sandbox { get; init; } = "bwrap";

    /// <summary>Folder for the scratch files of a run; where empty that of the data folder, or, without one, the system's.</summary>
    public string? ScratchFolder { get; set; }

    /// <summary>Languages of the text recogniser, as Tesseract names them.</summary>
    [Required]
    public string RecognitionLanguages { get; init; } = "bel+rus+eng";
}
