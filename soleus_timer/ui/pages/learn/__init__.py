"""What is known of the soleus, and when to stop."""
