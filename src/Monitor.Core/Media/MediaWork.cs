using Microsoft.Extensions.Options;
using Monitor.Core.Keyframes;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Recognition;

namespace Monitor.Core.Media;

/// <summary>The tools that decode media: the same ones for the stages and for an inspection.</summary>
public sealed class MediaWork(MediaProber prober, KeyframeExtractor keyframes, CaptionReader captions, ViewingCopyMaker viewingCopies,
    ToolVersions versions, IOptions<MediaOptions> options)
{
    public MediaProber Prober => prober;

    public KeyframeExtractor Keyframes => keyframes;

    public CaptionReader Captions => captions;

    public ViewingCopyMaker ViewingCopies => viewingCopies;

    public ToolVersions Versions => versions;

    public ScratchFolder MakeScratch() => new(options.Value.ScratchFolder);
}
