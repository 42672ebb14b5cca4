using System.ComponentModel.DataAnnotations;

namespace Monitor.Core.Recognition.Speech;

/// <summary>A recogniser of speech, where an administrator has one. Off by default; nothing leaves the machine but to the address named here.</summary>
public sealed class SpeechOptions
{
    public const string Section = "Speech";

    /// <summary>none (default), command or http.</summary>
    [RegularExpression("none|command|http")]
    public string Type { get; init; } = "none";

    /// <summary>Name of the model, as transcripts show it.</summary>
    [StringLength(128)]
    public string Model { get; init; } = "";

    /// <summary>For http: address of an endpoint that takes what OpenAI's audio/transcriptions takes and answers with subtitles, such as whisper.cpp's server.</summary>
    public string Url { get; init; } = "";

    /// <summary>For http: the way out of the sound, "direct" or "socks5://host:port"; that of all else where empty. A loopback address is always reached directly.</summary>
    public string? Egress { get; init; }

    /// <summary>For command: folder with the program and its model; all that the program can read beside the system and the sound.</summary>
    public string Folder { get; init; } = "";

    /// <summary>For command: file name of the program in the folder.</summary>
    public string Program { get; init; } = "";

    /// <summary>For command: its arguments; {input} is the sound (WAV, 16 kHz, mono), {folder} the folder. It prints SRT or WebVTT.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
