using System.Text;
using Microsoft.Extensions.Options;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;
using Monitor.Core.Review;

namespace Monitor.Core.Recognition.Speech;

/// <summary>Runs the administrator's program in the sandbox: without network, its folder and the sound are all it reads.</summary>
public sealed class CommandSpeechRecognizer(SandboxedProcess runner, IOptions<SpeechOptions> options) : ISpeechRecognizer
{
    public async Task<string> RecognizeAsync(string wavFile, long durationMs, CancellationToken cancellationToken)
    {
        var chosen = options.Value;
        var heard = new byte[SubtitleParser.MaxCharacters + 1];
        var length = 0;
        var command = new SandboxedCommand(Path.GetFileName(chosen.Program), [.. chosen.Arguments.Select(argument => argument.Replace("{input}", SandboxedCommand.InputPath, StringComparison.Ordinal).Replace("{folder}", SandboxedCommand.ToolFolderPath, StringComparison.Ordinal))], wavFile)
        {
            ToolFolder = chosen.Folder,
            CpuSeconds = (int)Math.Clamp(600 + (durationMs / 1000 * 20), 600, 24 * 3600),
            MemoryBytes = 12L << 30,
        };
        var result = await runner.RunAsync(command, async (output, token) =>
        {
            length = await output.ReadAtLeastAsync(heard, heard.Length, throwOnEndOfStream: false, token);
            if (length == heard.Length) throw new DecodeException(OutcomeReason.SpeechUnavailable, "The recogniser says more than 1 MB.");
        }, cancellationToken);
        return result.Succeeded ? Encoding.UTF8.GetString(heard, 0, length) : throw new DecodeException(OutcomeReason.SpeechUnavailable, "The recogniser ended with " + result.ExitCode.ToString(System.Globalization.CultureInfo.InvariantCulture) + ".");
    }
}
