namespace Orleans;

/// <summary>A grain factory together with the services it came from.</summary>
public interface IClusterClient : IGrainFactory
{
    IServiceProvider ServiceProvider { get; }
}
