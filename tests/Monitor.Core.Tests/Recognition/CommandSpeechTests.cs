using Microsoft.Extensions.Options;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Recognition.Speech;
using Monitor.Core.Review;

namespace Monitor.Core.Tests.Recognition;

/// <summary>An administrator's program, in the sandbox: it reads its folder and the sound, and nothing else of the machine.</summary>
public sealed class CommandSpeechTests : IDisposable
{
    private readonly ScratchFolder folder = new(null);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Recognize_Program_ReadsTheSoundAndItsModelOnly()
    {
        var text = await RunAsync("echo 1; echo '00:00:00,000 --> 00:00:01,000'; cat $2/model.txt; head -c 4 $1; [ -e /etc/passwd ] && echo LEAK; [ -e /root ] && echo LEAK; env | grep -c SECRET; true");
        Assert.Equal("from the model RIFF0", SubtitleParser.Parse(text)[0].Text);
        Assert.DoesNotContain("LEAK", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 3")]
    [InlineData("yes | head -c 2000000")]
    public async Task Recognize_ProgramThatFailsOrFloods_IsRefused(string script) => await Assert.ThrowsAsync<DecodeException>(() => RunAsync(script));

    private async Task<string> RunAsync(string script)
    {
        var tool = Path.Combine(folder.Path, "tool");
        Directory.CreateDirectory(tool);
        await File.WriteAllTextAsync(Path.Combine(tool, "model.txt"), "from the model ");
        await File.WriteAllTextAsync(Path.Combine(tool, "hear"), "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(Path.Combine(tool, "hear"), UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        var sound = Path.Combine(folder.Path, "speech.wav");
        await File.WriteAllBytesAsync(sound, [.. "RIFF"u8, .. new byte[2000]]);
        Environment.SetEnvironmentVariable("SECRET_OF_THE_TEST", "x");
        var recognizer = new CommandSpeechRecognizer(new SandboxedProcess(Options.Create(new MediaOptions())), Options.Create(new SpeechOptions { Type = "command", Folder = tool, Program = "hear", Arguments = ["{input}", "{folder}"] }));
        return await recognizer.RecognizeAsync(sound, 1000, default);
    }
}
