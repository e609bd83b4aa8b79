namespace Orleans;

/// <summary>Marks a grain interface whose grains have a 64-bit integer as key.</summary>
public interface IGrainWithIntegerKey : IGrain;
