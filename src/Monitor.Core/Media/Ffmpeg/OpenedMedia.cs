namespace Monitor.Core.Media.Ffmpeg;

/// <summary>A medium as the decoders read it.</summary>
/// <param name="File">The file itself, or what was unpacked of one that ffmpeg does not read.</param>
/// <param name="Probe">What it is.</param>
public sealed record OpenedMedia(string File, MediaProbe Probe);
