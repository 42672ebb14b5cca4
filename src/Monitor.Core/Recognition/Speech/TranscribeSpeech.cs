using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Monitor.Core.Archive.Language;
using Monitor.Core.Audit;
using Monitor.Core.Database;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;
using Monitor.Core.Review;

namespace Monitor.Core.Recognition.Speech;

/// <summary>Stage, where somebody asked for it: a machine writes down what is said, marked as machine-made. What a person wrote is never replaced.</summary>
public sealed class TranscribeSpeech(IDbContextFactory<MonitorDbContext> contexts, IMediaStore store, SandboxedProcess runner, EditTranscripts transcripts, IOptions<SpeechOptions> options, ISpeechRecognizer recognizer) : IStage
{
    private static readonly Actor Machine = new("machine");

    public StageKind Kind => StageKind.TranscribeSpeech;

    public async Task<StageOutcome> RunAsync(StageRun run, CancellationToken cancellationToken)
    {
        if (options.Value.Type == "none") return new StageOutcome.Skipped(OutcomeReason.NotInPipeline);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var item = await db.MediaItems.AsNoTracking().FirstOrDefaultAsync(row => row.Id == run.SubjectId, cancellationToken);
        if (item?.ViewingCopyHash is not { } copy) return new StageOutcome.Skipped(OutcomeReason.NothingToDo);
        using var scratch = runner.MakeScratch();
        try
        {
            var wav = await ExtractAsync(store.LocalPath(new ContentHash(copy)), item.DurationMs, scratch.Path, cancellationToken);
            if (wav is null) return new StageOutcome.Skipped(OutcomeReason.NothingToDo);
            var lines = SubtitleParser.Parse(await recognizer.RecognizeAsync(wav, item.DurationMs ?? 0, cancellationToken));
            var language = LanguageDetector.Detect(string.Join(' ', lines.Select(line => line.Text))) ?? "ru";
            var latest = await db.Transcripts.AsNoTracking().Where(row => row.MediaItemId == item.Id && row.Language == language).OrderByDescending(row => row.Version).FirstOrDefaultAsync(cancellationToken);
            if (latest is { MachineModel: null }) return new StageOutcome.Skipped(OutcomeReason.NothingToDo);
            await transcripts.SaveAsync(Machine, item.Id, language, isTranslation: false, latest?.Version ?? 0, lines, options.Value.Model, cancellationToken);
            return StageOutcome.Success;
        }
        catch (DecodeException refusal)
        {
            return refusal.ToOutcome();
        }
        catch (EditRefusedException refusal)
        {
            return new StageOutcome.Failed(OutcomeReason.SpeechUnavailable, "Nothing that can be read came from the recogniser: " + refusal.Refusal);
        }
        catch (ChangedMeanwhileException)
        {
            return new StageOutcome.Skipped(OutcomeReason.ChangedMeanwhile);
        }
    }

    /// <summary>The sound of our own viewing copy; null where it has none.</summary>
    private async Task<string?> ExtractAsync(string copy, long? durationMs, string folder, CancellationToken cancellationToken)
    {
        var command = new SandboxedCommand("ffmpeg", [.. FfmpegArguments.Input(MediaFormat.Video), "-vn", "-sn", "-dn", "-ac", "1", "-ar", "16000", "-c:a", "pcm_s16le", "-f", "wav", SandboxedCommand.OutputPath + "/speech.wav"], copy) { OutputFolder = folder, CpuSeconds = FfmpegArguments.CpuSeconds(durationMs) };
        await runner.RunAsync(command, null, cancellationToken);
        var wav = Path.Combine(folder, "speech.wav");
        return File.Exists(wav) && new FileInfo(wav).Length > 1000 ? wav : null;
    }
}
