namespace Monitor.Core.Recognition.Speech;

/// <summary>Hears a recording: a program on this machine, or a service.</summary>
public interface ISpeechRecognizer
{
    /// <summary>Subtitles (SRT or WebVTT) of a WAV file. Throws <see cref="Media.DecodeException"/>.</summary>
    Task<string> RecognizeAsync(string wavFile, long durationMs, CancellationToken cancellationToken);
}
