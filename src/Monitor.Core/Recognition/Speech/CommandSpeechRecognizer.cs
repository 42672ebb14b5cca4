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
        using var heard = new MemoryStream();
        var command = new SandboxedCommand(Path.GetFileName(chosen.Program), [.. chosen.Arguments.Select(argument => argument.Replace("{input}", SandboxedCommand.InputPath, StringComparison.Ordinal).Replace("{folder}", SandboxedCommand.ToolFolderPath, StringComparison.Ordinal))], wavFile)
        {
            ToolFolder = chosen.Folder,
            CpuSeconds = (int)Math.Clamp(600 + (durationMs / 1000 * 20), 600, 24 * 3600),
            MemoryBytes = 12L << 30,
        };
        var result = await runner.RunAsync(command, (output, token) => output.CopyToAsync(new BoundedStream(heard, SubtitleParser.MaxCharacters), token), cancellationToken);
        return result.Succeeded ? Encoding.UTF8.GetString(heard.ToArray()) : throw new DecodeException(OutcomeReason.SpeechUnavailable, "The recogniser ended with " + result.ExitCode.ToString(System.Globalization.CultureInfo.InvariantCulture) + ".");
    }

    /// <summary>Takes so many bytes and no more.</summary>
    private sealed class BoundedStream(MemoryStream kept, int most) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => kept.Length;

        public override long Position { get => kept.Position; set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (kept.Length + count > most) throw new DecodeException(OutcomeReason.SpeechUnavailable, "The recogniser says more than 1 MB.");
            kept.Write(buffer, offset, count);
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
