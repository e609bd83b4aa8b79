namespace OrleansJobs.Tests.Support;

/// <summary>A running host of grains, whichever the build is for.</summary>
internal interface ITestSilo : IAsyncDisposable
{
    /// <summary>Makes references to its grains, from outside of any grain.</summary>
    IGrainFactory Grains { get; }

    /// <summary>The services of its grains.</summary>
    IServiceProvider Services { get; }
}
