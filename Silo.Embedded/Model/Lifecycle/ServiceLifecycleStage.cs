namespace Orleans;

/// <summary>The stages of a silo: started upwards, stopped downwards.</summary>
public static class ServiceLifecycleStage
{
    public const int First = int.MinValue;

    public const int RuntimeInitialize = 2000;

    public const int RuntimeServices = 4000;

    public const int RuntimeStorageServices = 6000;

    /// <summary>Grain calls are accepted from here on.</summary>
    public const int RuntimeGrainServices = 8000;

    public const int AfterRuntimeGrainServices = 8100;

    public const int ApplicationServices = 10000;

    public const int GrainDirectoryShutdown = GrainDeactivation - 1;

    /// <summary>On stop, all grains are deactivated here.</summary>
    public const int GrainDeactivation = BecomeActive - 1;

    public const int BecomeActive = Active - 1;

    public const int ValidateInitialConnectivity = Active - 100;

    /// <summary>A stop hook here runs before grains are deactivated.</summary>
    public const int Active = 20000;

    public const int Last = int.MaxValue;
}
